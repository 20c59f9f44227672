import { formatDate, formatExact } from '../../shared/format/dates.ts';

/** A day, with the exact time on hover. */
export function ExactDate({ time }: { readonly time: number }) {
  return (
    <time dateTime={new Date(time).toISOString()} title={formatExact(time)}>
      {formatDate(time)}
    </time>
  );
}
