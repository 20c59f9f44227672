import { setTimeout as delay } from 'node:timers/promises';
import { rejectOnAbort } from './abort.ts';

/** A limit in bytes per second, shared by everything that reads with it. */
export interface Bandwidth {
  /** Bytes to request from the network at once; undefined without a limit. */
  readonly requestSize: number | undefined;
  /** Waits until these bytes may pass, in the order of the calls. @throws the signal's reason. */
  take(bytes: number, signal: AbortSignal | undefined): Promise<void>;
  /** Changes the limit at once. @param bytesPerSecond undefined for no limit. */
  setRate(bytesPerSecond: number | undefined): void;
}

/**
 * Milliseconds of the rate that are requested at once. What was requested arrives at the speed of the link and fills its
 * queues, whatever the reader does: small requests keep both short.
 */
const requestTime = 30;
const minRequest = 128 * 1024;

/** Milliseconds of the rate that may pass at once after a pause, so that a late timer costs no throughput. */
const burst = 100;

/**
 * A token bucket that may be overdrawn: a chunk larger than the burst passes, and the next one waits longer.
 *
 * @param bytesPerSecond undefined for no limit.
 */
export function createBandwidth(bytesPerSecond?: number): Bandwidth {
  let rate = bytesPerSecond;
  let tokens = 0;
  let filledAt = performance.now();
  let rateChanged = Promise.withResolvers<void>();
  let lastTurn: Promise<unknown> = Promise.resolve();

  const fill = (perSecond: number): void => {
    const now = performance.now();
    tokens = Math.min((burst * perSecond) / 1000, tokens + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
  };

  const waitForTokens = async (bytes: number, signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted();
      if (rate === undefined) return;
      fill(rate);
      if (tokens >= 0) {
        tokens -= bytes;
        return;
      }
      const timer = new AbortController();
      const filled = delay(Math.ceil((-tokens * 1000) / rate), undefined, { signal: timer.signal });
      try {
        await rejectOnAbort(Promise.race([filled, rateChanged.promise]), signal);
      } finally {
        filled.catch(() => undefined);
        timer.abort();
      }
    }
  };

  return {
    get requestSize() {
      return rate === undefined ? undefined : Math.max(minRequest, Math.floor((requestTime * rate) / 1000));
    },
    async take(bytes, signal) {
      if (rate === undefined) return;
      const turn = lastTurn.then(() => waitForTokens(bytes, signal));
      lastTurn = turn.catch(() => undefined);
      await turn;
    },
    setRate(newRate) {
      if (newRate === rate) return;
      rate = newRate;
      tokens = 0;
      filledAt = performance.now();
      rateChanged.resolve();
      rateChanged = Promise.withResolvers();
    },
  };
}
