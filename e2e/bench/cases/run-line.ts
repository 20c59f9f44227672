import type { ContenderName } from '../contenders/commands.ts';
import type { Outcome } from './run-case.ts';

const seconds = (value: number): string => `${value.toFixed(2)} s`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The cost of a copy on this machine, in one line. */
export function runLine(name: string, contender: ContenderName, outcome: Outcome): string {
  const title = `${name}/${contender}`.padEnd(26);
  if (outcome.kind === 'failed') return `${title} failed: ${outcome.why}`;
  const { run } = outcome;
  return [
    title,
    `${seconds(run.seconds)}${run.repeated > 1 ? ` (median of ${run.repeated})` : ''}`,
    `CPU ${seconds(run.cpuSeconds)}`,
    `registries' CPU ${seconds(run.registryCpu)}`,
    `${megabytes(run.peakMemory)} resident`,
    `${megabytes(run.wireBytes)} on the wire`,
    `${run.requests} requests, ${run.roundTrips} in a row`,
  ].join(' · ');
}
