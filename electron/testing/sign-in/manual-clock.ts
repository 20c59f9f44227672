import type { Clock } from '../../engine/aws/sign-in/clock.ts';

interface PendingWait {
  readonly at: number;
  readonly resolve: () => void;
}

/** A clock whose time changes only when a test advances it. */
export class ManualClock implements Clock {
  /** Every requested wait, in milliseconds. */
  readonly waits: number[] = [];
  #time = Date.now();
  #pending: readonly PendingWait[] = [];
  #requested = Promise.withResolvers<void>();

  now(): number {
    return this.#time;
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.waits.push(milliseconds);
    this.#requested.resolve();
    return new Promise((resolve, reject) => {
      const wait = { at: this.#time + milliseconds, resolve };
      this.#pending = [...this.#pending, wait];
      const onAbort = (): void => {
        this.#pending = this.#pending.filter((other) => other !== wait);
        reject(signal.reason);
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Resolves when this number of waits was requested in total. */
  async untilWaits(count: number): Promise<void> {
    while (this.waits.length < count) {
      await this.#requested.promise;
      if (this.waits.length < count) this.#requested = Promise.withResolvers();
    }
  }

  advance(milliseconds: number): void {
    this.#time += milliseconds;
    const finished = this.#pending.filter(({ at }) => at <= this.#time);
    this.#pending = this.#pending.filter(({ at }) => at > this.#time);
    for (const { resolve } of finished) resolve();
  }
}
