import { inspect } from 'node:util';
import type { Log } from '../app/logging/log.ts';

/** A log for tests that keeps its lines in memory. */
export function recordingLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const record =
    (level: string) =>
    (message: string, ...details: readonly unknown[]): void => {
      lines.push([level, message, ...details.map((detail) => inspect(detail))].join(' '));
    };
  return {
    lines,
    verbose: record('verbose'),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  };
}
