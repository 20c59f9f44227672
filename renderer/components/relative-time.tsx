import { formatExact, formatRelative } from '../../shared/format/dates.ts';
import { useNow } from './use-now.ts';

/** How long ago something was, with the exact time on hover. */
export function RelativeTime({ time }: { readonly time: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(time).toISOString()} title={formatExact(time)}>
      {formatRelative(time, now)}
    </time>
  );
}
