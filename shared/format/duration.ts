/** `8 s`, `3 min 20 s`, `2 h 5 min`: two units at most. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) {
    const rest = whole % 60;
    return rest > 0 && minutes < 10 ? `${minutes} min ${rest} s` : `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

/** How long something took: `Under 1 s` instead of `0 s`. */
export const formatElapsed = (seconds: number): string =>
  seconds < 1 ? 'Under 1 s' : formatDuration(seconds);

/** The time left of a transfer as text, or that it is unknown. */
export const formatTimeLeft = (secondsLeft: number | undefined): string =>
  secondsLeft === undefined ? 'Time left unknown' : `${formatDuration(secondsLeft)} left`;
