import { day } from '../../../shared/format/dates.ts';
import { maxTyped } from '../../../shared/models/bounds.ts';
import type { HistoryQuery, HistoryResult } from '../../../shared/models/history.ts';
import { historyResultSchema } from '../../../shared/models/history.ts';
import type { TableView } from '../../../shared/models/table-view.ts';

export const periods = ['any', 'day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

const lengths = { day, week: 7 * day, month: 30 * day } as const satisfies Record<
  Exclude<Period, 'any'>,
  number
>;

export const periodLabels = {
  any: 'Any time',
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
} as const satisfies Record<Period, string>;

export const origins = ['any', 'real', 'demo'] as const;
export type Origin = (typeof origins)[number];

export const originLabels = {
  any: 'Demo and other entries',
  real: 'Without demo entries',
  demo: 'Demo entries',
} as const satisfies Record<Origin, string>;

/** The filter of the history page. */
export interface HistoryFilter {
  readonly text: string;
  readonly result: HistoryResult | 'any';
  readonly period: Period;
  readonly origin: Origin;
}

export const noFilter: HistoryFilter = { text: '', result: 'any', period: 'any', origin: 'any' };

export const isFiltered = ({ text, result, period, origin }: HistoryFilter): boolean =>
  text.trim() !== '' || result !== 'any' || period !== 'any' || origin !== 'any';

const isFrom = <Value extends string>(values: readonly Value[], value: string | undefined): value is Value =>
  values.some((each) => each === value);

/** The filter that a view of the table was saved with. */
export function savedFilter({
  filter: text = '',
  choices: { result, period, origin } = {},
}: TableView): HistoryFilter {
  return {
    text,
    result: isFrom(historyResultSchema.options, result) ? result : 'any',
    period: isFrom(periods, period) ? period : 'any',
    origin: isFrom(origins, origin) ? origin : 'any',
  };
}

/** The properties of the table's view that save a filter. */
export function toSavedFilter(filter: HistoryFilter): Pick<TableView, 'filter' | 'choices'> {
  const { text, ...choices } = filter;
  return isFiltered(filter)
    ? { filter: text.slice(0, maxTyped), choices }
    : { filter: undefined, choices: undefined };
}

/** The query for a filter. @param now milliseconds since 1970 */
export function createQuery({ text, result, period, origin }: HistoryFilter, now: number): HistoryQuery {
  const words = text.trim();
  return {
    ...(words !== '' && { text: words }),
    ...(result !== 'any' && { results: [result] }),
    ...(period !== 'any' && { since: now - lengths[period] }),
    ...(origin !== 'any' && { demo: origin === 'demo' }),
  };
}
