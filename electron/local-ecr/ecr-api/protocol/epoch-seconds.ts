/** A timestamp in JSON 1.1: seconds since 1970 with a fraction. */
export function epochSeconds(date: Date): number {
  return date.getTime() / 1000;
}
