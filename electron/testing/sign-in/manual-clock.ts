import type { Clock } from '../../engine/aws/sign-in/clock.ts';

interface Waiting {
  readonly at: number;
  readonly end: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly asked: number[] = [];
  #time = Date.now();
  #waiting: readonly Waiting[] = [];
  #noticed = Promise.withResolvers<void>();

  now(): number {
    return this.#time;
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.asked.push(milliseconds);
    this.#noticed.resolve();
    return new Promise((resolve, reject) => {
      const waiting = { at: this.#time + milliseconds, end: resolve };
      this.#waiting = [...this.#waiting, waiting];
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        reject(signal.reason);
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Resolves when so many waits have been asked for in all. */
  async untilWaits(times: number): Promise<void> {
    while (this.asked.length < times) {
      await this.#noticed.promise;
      if (this.asked.length < times) this.#noticed = Promise.withResolvers();
    }
  }

  pass(milliseconds: number): void {
    this.#time += milliseconds;
    const over = this.#waiting.filter(({ at }) => at <= this.#time);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#time);
    for (const { end } of over) end();
  }
}
