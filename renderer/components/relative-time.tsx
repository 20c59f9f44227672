import { formatExact, formatRelative } from '../../shared/format/dates.ts';
import { useNow } from './use-now.ts';

/** A relative time such as `2 hours ago`, with the exact time in a tooltip. */
export function RelativeTime({ time }: { readonly time: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(time).toISOString()} title={formatExact(time)}>
      {formatRelative(time, now)}
    </time>
  );
}
