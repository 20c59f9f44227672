/** One figure against its limit. */
export interface Figure {
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly ok: boolean;
}

/** A table that reads well on a terminal and in Markdown. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = [
    ['what', 'limit', 'measured', ''],
    ...figures.map(({ what, limit, measured, ok }) => [what, limit, measured, ok ? 'ok' : 'NOT MET']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
