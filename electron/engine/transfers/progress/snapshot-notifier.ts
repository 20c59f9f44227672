import type { TransferUpdate } from '../../../../shared/models/transfer.ts';

/** Milliseconds between two updates: at most ten a second, however many layers change their states. */
const interval = 100;

/** Sends updates: a state change at once unless one was sent within the interval, everything else once an interval. */
export interface SnapshotNotifier {
  stateChanged(): void;
  bytesMoved(): void;
  /** Sends the pending update now. */
  flush(): void;
  /** Sends the pending update, and none afterwards. */
  close(): void;
}

/**
 * @param take collects what changed since the previous update.
 * @param send gets the update.
 */
export function createSnapshotNotifier(
  take: () => TransferUpdate,
  send: (update: TransferUpdate) => void,
): SnapshotNotifier {
  let timer: NodeJS.Timeout | undefined;
  let isFlushing = false;
  let isClosed = false;
  let sentAt = Number.NEGATIVE_INFINITY;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    isFlushing = false;
    if (isClosed) return;
    sentAt = performance.now();
    send(take());
  };
  const flushLater = (): void => {
    if (!isClosed) timer ??= setTimeout(flush, interval);
  };

  return {
    // One batch check changes many states in one turn of the event loop: one update contains them all.
    stateChanged() {
      if (isFlushing || isClosed) return;
      if (performance.now() - sentAt < interval) return flushLater();
      isFlushing = true;
      queueMicrotask(() => {
        if (isFlushing) flush();
      });
    },
    bytesMoved: flushLater,
    flush,
    close() {
      flush();
      isClosed = true;
    },
  };
}
