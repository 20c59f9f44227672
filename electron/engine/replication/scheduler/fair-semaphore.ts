/** Lets the work of several owners go on, so much at once: each gets its share, and of each the largest goes first. */
export interface FairSemaphore {
  /** How much at once; may be changed at any time. */
  concurrency: number;
  /** Whether something waits for its turn. */
  readonly isCrowded: boolean;
  /** How much is on its way; more than `concurrency` for a while after that was lowered. */
  readonly running: number;
  /** @param size of any unit, to be compared with the owner's other work. */
  run<T>(owner: object, size: number, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly size: number;
  readonly start: () => void;
}

interface Share {
  running: number;
  /** The smallest first; of the same size, the latest first. */
  readonly waiting: Waiting[];
}

/** The first place whose size is not less. */
function findPlace(waiting: readonly Waiting[], size: number): number {
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((waiting[middle]?.size ?? 0) < size) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function createFairSemaphore(atOnce: number): FairSemaphore {
  const shares = new Map<object, Share>();
  let concurrency = atOnce;
  let running = 0;

  const shareOf = (owner: object): Share => {
    const share = shares.get(owner) ?? { running: 0, waiting: [] };
    shares.set(owner, share);
    return share;
  };

  /** The next to begin: of whoever has the least on its way. */
  const next = (): Share | undefined => {
    const waiting = [...shares.values()].filter((share) => share.waiting.length > 0);
    return waiting.toSorted((a, b) => a.running - b.running)[0];
  };

  const advance = (): void => {
    while (running < concurrency) {
      const share = next();
      const begun = share?.waiting.pop();
      if (!share || !begun) return;
      running += 1;
      share.running += 1;
      begun.start();
    }
  };

  return {
    get concurrency() {
      return concurrency;
    },
    set concurrency(most) {
      concurrency = most;
      advance();
    },
    get running() {
      return running;
    },
    get isCrowded() {
      return [...shares.values()].some(({ waiting }) => waiting.length > 0);
    },
    async run(owner, size, work) {
      const share = shareOf(owner);
      await new Promise<void>((start) => {
        share.waiting.splice(findPlace(share.waiting, size), 0, { size, start });
        advance();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        share.running -= 1;
        if (share.running === 0 && share.waiting.length === 0) shares.delete(owner);
        advance();
      }
    },
  };
}
