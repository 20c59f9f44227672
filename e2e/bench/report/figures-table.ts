import { formatRows } from './markdown-table.ts';

/** One figure with its limit. */
export interface Figure {
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly ok: boolean;
  /** Why it is not judged, if it is not. */
  readonly notJudged?: string | undefined;
}

const verdict = ({ ok, notJudged }: Figure): string => {
  if (notJudged !== undefined) return `not judged: ${notJudged}`;
  return ok ? 'ok' : 'NOT MET';
};

export const isMet = ({ ok, notJudged }: Figure): boolean => ok || notJudged !== undefined;

export const figuresTable = (figures: readonly Figure[]): string =>
  formatRows([
    ['what', 'limit', 'measured', ''],
    ...figures.map((figure) => [figure.what, figure.limit, figure.measured, verdict(figure)]),
  ]);
