import type { TransferUpdate } from '../../../shared/models/transfer.ts';

/** Milliseconds between two updates that tell of bytes only: ten a second. */
const interval = 100;

/** Passes updates on: a state change at once, bytes at most ten times a second. */
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
  let flushing = false;
  let closed = false;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    flushing = false;
    if (!closed) send(take());
  };

  return {
    // Many states change in one turn of the event loop (a batch check); one update tells of them all.
    stateChanged() {
      if (flushing || closed) return;
      flushing = true;
      queueMicrotask(flush);
    },
    bytesMoved() {
      if (!closed) timer ??= setTimeout(flush, interval);
    },
    close() {
      flush();
      closed = true;
    },
  };
}
