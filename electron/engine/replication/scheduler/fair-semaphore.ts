import { rejectOnAbort } from '../../async/abort.ts';
import type { PauseSignal } from './pause-controller.ts';

/** Limits how much work of several owners runs at the same time. Slots go to the owner with the least running work, and to its largest work first. */
export interface FairSemaphore {
  /** How much work runs at the same time; may be changed at any time. */
  concurrency: number;
  readonly hasWaiting: boolean;
  /** How much work runs now; more than `concurrency` for a while after that was lowered. */
  readonly running: number;
  /** @param size of any unit; compared with the other work of the owner. */
  run<T>(owner: object, size: number, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly size: number;
  readonly start: () => void;
}

interface Share {
  running: number;
  /** In ascending order of size; of the same size, the latest first. */
  readonly waiting: Waiting[];
}

/** The first index whose size is not smaller. */
function insertionIndex(waiting: readonly Waiting[], size: number): number {
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((waiting[middle]?.size ?? 0) < size) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function createFairSemaphore(initialConcurrency: number): FairSemaphore {
  const shares = new Map<object, Share>();
  let concurrency = initialConcurrency;
  let running = 0;

  const shareOf = (owner: object): Share => {
    const share = shares.get(owner) ?? { running: 0, waiting: [] };
    shares.set(owner, share);
    return share;
  };

  const nextShare = (): Share | undefined => {
    const waiting = [...shares.values()].filter((share) => share.waiting.length > 0);
    return waiting.toSorted((a, b) => a.running - b.running)[0];
  };

  const startNext = (): void => {
    while (running < concurrency) {
      const share = nextShare();
      const next = share?.waiting.pop();
      if (!share || !next) return;
      running += 1;
      share.running += 1;
      next.start();
    }
  };

  return {
    get concurrency() {
      return concurrency;
    },
    set concurrency(limit) {
      concurrency = limit;
      startNext();
    },
    get running() {
      return running;
    },
    get hasWaiting() {
      return [...shares.values()].some(({ waiting }) => waiting.length > 0);
    },
    async run(owner, size, work) {
      const share = shareOf(owner);
      await new Promise<void>((start) => {
        share.waiting.splice(insertionIndex(share.waiting, size), 0, { size, start });
        startNext();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        share.running -= 1;
        if (share.running === 0 && share.waiting.length === 0) shares.delete(owner);
        startNext();
      }
    },
  };
}

/** The owner of work that needs slots: one replicator. */
export interface SlotOwner {
  readonly pauseSignal: PauseSignal;
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs work with a slot of the semaphore. A paused owner takes no slot, and frees the slots of its running work. That
 * work continues at once when the owner is resumed, even if more work than `concurrency` runs then.
 *
 * @throws what the work throws, or the signal's reason when it is aborted before the work started.
 */
export async function runWithSlot<T>(
  semaphore: FairSemaphore,
  owner: SlotOwner,
  size: number,
  work: () => Promise<T>,
): Promise<T> {
  const { pauseSignal, signal } = owner;
  for (;;) {
    const started = await semaphore.run(owner, size, async () => {
      if (pauseSignal.isPaused && !signal?.aborted) return undefined;
      const outcome = work();
      const finished = outcome.then(
        () => undefined,
        () => undefined,
      );
      await Promise.race([finished, pauseSignal.whenPaused()]);
      return { outcome };
    });
    if (started) return started.outcome;
    await rejectOnAbort(pauseSignal.whenResumed(), signal);
  }
}
