import { printableLine } from '../../../shared/text/printable.ts';

/** Aligned columns under their names; the last one is as wide as it wants. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, ...rows.map((row) => row.map(printableLine))];
  const widths = columns.map((_, column) =>
    lines.reduce((widest, line) => Math.max(widest, line[column]?.length ?? 0), 0),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** `2026-11-23 14:05`, in UTC. */
export const formatMinute = (time: number): string =>
  new Date(time).toISOString().slice(0, 16).replace('T', ' ');
