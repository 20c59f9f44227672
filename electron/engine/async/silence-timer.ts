/** Ends work whose remote end sends nothing. It runs only while something is expected from there. */
export interface SilenceTimer {
  /** Starts to count, or starts again from zero. */
  start(): void;
  stop(): void;
}

/**
 * What arrived while this process was busy is read before the limit counts as exceeded: Node.js calls expired timers
 * first, then reads sockets, then calls immediates.
 *
 * @param limit milliseconds after a start until `onSilence` is called.
 */
export function createSilenceTimer(limit: number, onSilence: () => void): SilenceTimer {
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
  return {
    start() {
      stop();
      timer = setTimeout(() => {
        immediate = setImmediate(onSilence);
      }, limit);
    },
    stop,
  };
}

/** An error in the form of Node's own network errors, with the code `ETIMEDOUT`. */
export const timedOutError = (message: string): Error =>
  Object.assign(new Error(message), { code: 'ETIMEDOUT' });
