/** Limits how much work of several owners runs at the same time. Slots go to the owner with the least running work, and to its largest work first. */
export interface FairSemaphore {
  /** How much work runs at the same time; may be changed at any time. */
  concurrency: number;
  readonly hasWaiting: boolean;
  /** How much work runs now; more than `concurrency` for a while after that was lowered. */
  readonly running: number;
  /**
   * Resolves with the function that frees the slot, when the owner's work has one.
   *
   * @param size of any unit; compared with the other work of the owner.
   */
  acquire(owner: object, size: number): Promise<() => void>;
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

  const getShare = (owner: object): Share => {
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
    async acquire(owner, size) {
      const share = getShare(owner);
      await new Promise<void>((start) => {
        share.waiting.splice(insertionIndex(share.waiting, size), 0, { size, start });
        startNext();
      });
      return () => {
        running -= 1;
        share.running -= 1;
        if (share.running === 0 && share.waiting.length === 0) shares.delete(owner);
        startNext();
      };
    },
  };
}
