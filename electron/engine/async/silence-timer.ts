/** Breaks off work whose other end is silent; it runs only while something is awaited from there. */
export interface SilenceTimer {
  /** Begins to count anew. */
  start(): void;
  stop(): void;
}

/** @param limit milliseconds of silence after which `onSilence` is called, once for each start. */
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

/** The failure of a connection whose other end is silent, in Node's own form. */
export const timedOutError = (message: string): Error =>
  Object.assign(new Error(message), { code: 'ETIMEDOUT' });
