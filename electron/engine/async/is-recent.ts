/**
 * Whether something was read so recently that it can be relied on.
 *
 * @param at milliseconds since 1970. A time in the future is not recent: the clock was set back since.
 * @param lifetime milliseconds.
 */
export function isRecent(at: number, lifetime: number, now = Date.now()): boolean {
  const age = now - at;
  return age >= 0 && age < lifetime;
}
