import type { TransferUpdate } from '../../../../shared/models/transfer.ts';

/** Milliseconds between two updates: ten a second, however many layers change their states. */
const interval = 100;

/** Passes updates on: a change of state at once where none was told just before, everything else ten times a second. */
export interface UpdateFeed {
  stateChanged(): void;
  bytesMoved(): void;
  /** Tells what is left to tell, and nothing more afterwards. */
  close(): void;
}

export function createUpdateFeed(
  take: () => TransferUpdate,
  send: (update: TransferUpdate) => void,
): UpdateFeed {
  let timer: NodeJS.Timeout | undefined;
  let isFlushing = false;
  let isClosed = false;
  let toldAt = Number.NEGATIVE_INFINITY;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    isFlushing = false;
    if (isClosed) return;
    toldAt = performance.now();
    send(take());
  };

  const flushInTime = (): void => {
    if (!isClosed) timer ??= setTimeout(flush, interval);
  };

  return {
    // Many states change in one turn of the event loop (a batch check); one update tells of them all.
    stateChanged() {
      if (isFlushing || isClosed) return;
      if (performance.now() - toldAt < interval) return flushInTime();
      isFlushing = true;
      queueMicrotask(flush);
    },
    bytesMoved: flushInTime,
    close() {
      flush();
      isClosed = true;
    },
  };
}
