import { formatRows } from './markdown-table.ts';

/** One figure with its limit. */
export interface Figure {
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly ok: boolean;
}

export const figuresTable = (figures: readonly Figure[]): string =>
  formatRows([
    ['what', 'limit', 'measured', ''],
    ...figures.map(({ what, limit, measured, ok }) => [what, limit, measured, ok ? 'ok' : 'NOT MET']),
  ]);
