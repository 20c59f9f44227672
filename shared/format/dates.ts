const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const dateOnly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const timeOnly = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const dateAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** `just now`, `5 minutes ago`, `yesterday`, `3 months ago`; both times in milliseconds since 1970. */
export function formatRelative(time: number, now: number): string {
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
export const formatDate = (time: number): string => dateOnly.format(time);

/** `12 Mar 2026, 14:05:09 CET` in the user's time zone. */
export const formatExact = (time: number): string => dateAndTime.format(time);

/** `14:05` in the user's time zone. */
export const formatTime = (time: number): string => timeOnly.format(time);

/** `14:05:09` in the user's time zone. */
export const formatClock = (time: number): string => clock.format(time);
