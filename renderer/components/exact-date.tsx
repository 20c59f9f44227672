import { formatDate, formatExact } from '../../shared/format/dates.ts';

/** A date, with the exact time in a tooltip. */
export function ExactDate({ time }: { readonly time: number }) {
  return (
    <time dateTime={new Date(time).toISOString()} title={formatExact(time)}>
      {formatDate(time)}
    </time>
  );
}
