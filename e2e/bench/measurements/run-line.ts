import type { Outcome } from '../cells/run-cell.ts';
import type { Cell } from './comparison.ts';
import type { ContenderName } from '../contenders/contenders.ts';
import { nameOf } from './judge.ts';

const seconds = (value: number): string => `${value.toFixed(2)} s`;

/** The cost of a copy on this machine, in one line. */
export function runLine(cell: Cell, contender: ContenderName, outcome: Outcome): string {
  const name = `${nameOf(cell)}/${contender}`.padEnd(28);
  if (outcome.kind === 'failed') return `${name} failed: ${outcome.why}`;
  const { run, repeated } = outcome;
  const { cpu, memory, calls } = run;
  return [
    name,
    `${seconds(run.seconds)}${repeated > 1 ? ` (middle of ${repeated})` : ''}`,
    ...(run.planSeconds > 0 ? [`of these ${seconds(run.planSeconds)} for the plan`] : []),
    ...(cell.ideal === undefined ? [] : [`ideal ${seconds(cell.ideal)}`]),
    `CPU ${seconds(cpu.copy)}`,
    ...(cell.bytes > 0 ? [`${((cpu.copy / cell.bytes) * 1e9).toFixed(2)} s/GB`] : []),
    `registries' CPU ${seconds(calls.registryCpu)}`,
    `${Math.round((memory.peak - memory.idle) / 1e6)} MB`,
    `${calls.requests} requests, ${calls.roundTrips} in a row`,
    `${(calls.layerBytes / 1e6).toFixed(1)} MB moved`,
  ].join(' · ');
}
