/** What decides which work of an owner starts first; compared when a slot is free. */
export interface WorkRank {
  /** How many images wait for it; work that more images need starts first. */
  readonly images?: number;
  /** The position of the first of these images; earlier images are completed before later ones start. */
  readonly order?: number;
  /** The largest starts first. Of any unit. */
  readonly size: number;
}

/** Limits how much work of several owners runs at the same time. Slots go to the owner with the least running work, by the rank of its work. */
export interface FairSemaphore {
  /** How much work runs at the same time; may be changed at any time. */
  concurrency: number;
  readonly hasWaiting: boolean;
  /** How much work runs now; more than `concurrency` for a while after that was lowered. */
  readonly running: number;
  /** Resolves with the function that frees the slot, when the owner's work has one. */
  acquire(owner: object, rank: WorkRank): Promise<() => void>;
}

interface Waiting {
  readonly rank: WorkRank;
  readonly start: () => void;
}

interface Share {
  running: number;
  /** In the order of their calls. */
  readonly waiting: Waiting[];
}

const isBefore = (a: WorkRank, b: WorkRank): boolean => {
  const byImages = (b.images ?? 0) - (a.images ?? 0);
  const byOrder = (a.order ?? 0) - (b.order ?? 0);
  return (byImages || byOrder || b.size - a.size) < 0;
};

/** Removes the work that starts next; of the same rank, the earliest. */
function takeFirst(waiting: Waiting[]): Waiting | undefined {
  let first = 0;
  for (const [index, { rank }] of waiting.entries()) {
    const best = waiting[first];
    if (best && isBefore(rank, best.rank)) first = index;
  }
  return waiting.splice(first, 1)[0];
}

/** Creates a semaphore. Work of equal rank starts in the order of the calls. Waiting for a slot cannot be canceled. */
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
      const next = share && takeFirst(share.waiting);
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
    async acquire(owner, rank) {
      const share = getShare(owner);
      await new Promise<void>((start) => {
        share.waiting.push({ rank, start });
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
