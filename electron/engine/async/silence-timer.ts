/** Ends work whose remote end sends nothing. It runs only while something is expected from there. */
export interface SilenceTimer {
  /** Starts to count, or starts again from zero. */
  start(): void;
  stop(): void;
}

/** @param limit milliseconds after a start until `onSilence` is called. */
export function createSilenceTimer(limit: number, onSilence: () => void): SilenceTimer {
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, limit);
    },
    stop: () => clearTimeout(timer),
  };
}

/** An error in the form of Node's own network errors, with the code `ETIMEDOUT`. */
export const timedOutError = (message: string): Error =>
  Object.assign(new Error(message), { code: 'ETIMEDOUT' });
