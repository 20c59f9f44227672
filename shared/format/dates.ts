const minute = 60_000;
const hour = 60 * minute;
/** Milliseconds. */
export const day = 24 * hour;

type Style = Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'>;

/** A format of times, which is created when it is used: the first one takes longer than the rest of the first screen's code. */
function formatOf(style: Style): (time: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (time) => (format ??= new Intl.DateTimeFormat('en-GB', style)).format(time);
}

let relative: Intl.RelativeTimeFormat | undefined;

/** `just now`, `5 minutes ago`, `yesterday`, `3 months ago`; both times in milliseconds since 1970. */
export function formatRelative(time: number, now: number): string {
  relative ??= new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const age = now - time;
  if (Math.abs(age) < minute) return 'just now';
  const past = (length: number): number => -Math.trunc(age / length);
  if (Math.abs(age) < hour) return relative.format(past(minute), 'minute');
  if (Math.abs(age) < day) return relative.format(past(hour), 'hour');
  if (Math.abs(age) < 30 * day) return relative.format(past(day), 'day');
  if (Math.abs(age) < 365 * day) return relative.format(past(30.44 * day), 'month');
  return relative.format(past(365.25 * day), 'year');
}

/** `12 Mar 2026` in the user's time zone. */
export const formatDate = formatOf({ dateStyle: 'medium' });

/** `12 Mar 2026, 14:05:09 CET` in the user's time zone. */
export const formatExact = formatOf({ dateStyle: 'medium', timeStyle: 'long' });

/** `14:05` in the user's time zone. */
export const formatTime = formatOf({ timeStyle: 'short' });

/** `14:05:09` in the user's time zone. */
export const formatClock = formatOf({ timeStyle: 'medium' });
