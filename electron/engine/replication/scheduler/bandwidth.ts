import { setTimeout as delay } from 'node:timers/promises';
import { orAbort } from '../../async/or-abort.ts';

/** A cap on bytes per second that everything shares that reads by it. */
export interface Bandwidth {
  /** Resolves when so many bytes may be passed on; in the order in which it was asked. @throws the signal's reason. */
  take(bytes: number, signal: AbortSignal | undefined): Promise<void>;
  /** Bytes per second from now on; undefined lifts the cap. */
  setRate(bytesPerSecond: number | undefined): void;
}

/** Milliseconds' worth of bytes that may pass at once after a pause: enough to ride out a late timer. */
const burst = 100;

/** A bucket that may be overdrawn: a piece larger than the burst passes, and the next one waits for its time too. */
export function createBandwidth(bytesPerSecond?: number): Bandwidth {
  let rate = bytesPerSecond;
  let tokens = 0;
  let filledAt = performance.now();
  let changed = Promise.withResolvers<void>();
  let last: Promise<unknown> = Promise.resolve();

  const fill = (perSecond: number): void => {
    const now = performance.now();
    tokens = Math.min((burst * perSecond) / 1000, tokens + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
  };

  const turn = async (bytes: number, signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted();
      if (rate === undefined) return;
      fill(rate);
      if (tokens >= 0) {
        tokens -= bytes;
        return;
      }
      const timer = new AbortController();
      const paid = delay(Math.ceil((-tokens * 1000) / rate), undefined, { signal: timer.signal });
      try {
        await orAbort(Promise.race([paid, changed.promise]), signal);
      } finally {
        paid.catch(() => undefined);
        timer.abort();
      }
    }
  };

  return {
    async take(bytes, signal) {
      if (rate === undefined) return;
      const mine = last.then(() => turn(bytes, signal));
      last = mine.catch(() => undefined);
      await mine;
    },
    setRate(newRate) {
      if (newRate === rate) return;
      rate = newRate;
      tokens = 0;
      filledAt = performance.now();
      changed.resolve();
      changed = Promise.withResolvers();
    },
  };
}
