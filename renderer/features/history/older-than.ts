import { day } from '../../../shared/format/dates.ts';

/** The entries to export and delete, by age or by date, as typed. */
export interface OlderThan {
  readonly by: 'age' | 'date';
  /** A whole number. */
  readonly days: string;
  /** `2026-11-28`, the format of the date field. */
  readonly date: string;
}

export const firstChoice: OlderThan = { by: 'age', days: '90', date: '' };

/** The time before which entries finished, in milliseconds since 1970, or the problem of the input. */
export type ReadOlderThan =
  | { readonly kind: 'before'; readonly time: number }
  | { readonly kind: 'problem'; readonly message: string };

/** @param now milliseconds since 1970 */
export function readOlderThan({ by, days, date }: OlderThan, now: number): ReadOlderThan {
  if (by === 'age') {
    const count = Number(days);
    return days.trim() !== '' && Number.isInteger(count) && count >= 0 && count <= 36_500
      ? { kind: 'before', time: now - count * day }
      : { kind: 'problem', message: 'Enter a whole number of days, 0 or more.' };
  }
  // A date without a time zone is midnight in the user's time zone.
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00`).getTime() : Number.NaN;
  return Number.isNaN(time)
    ? { kind: 'problem', message: 'Enter a date as YYYY/MM/DD.' }
    : { kind: 'before', time: Math.max(0, time) };
}
