import { rejectOnAbort } from '../../async/abort.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { waitBefore } from '../../async/retry.ts';
import type { LayerConnections, RangeGrant } from '../scheduler/download-connections.ts';

/** Bytes of a layer, counted from 0; `end` is not included. */
export interface LayerRange {
  readonly firstByte: number;
  readonly end: number;
}

/** The ranges of a layer that are read before their turn, each over a connection of its own, in consecutive order. */
export interface ReadAhead {
  /** Where the first range starts; undefined when nothing is read ahead. */
  readonly firstByte: number | undefined;
  /**
   * Requests as many more ranges as are granted. Must be called while bytes are awaited: only then do they bring more.
   *
   * @param from where the running connection will be after as many bytes as a range has.
   */
  extend(from: number): void;
  /**
   * Yields the bytes of the first range, and removes it. They are fewer than requested when its connection broke off.
   *
   * @throws the signal's reason.
   */
  take(signal: AbortSignal): AsyncGenerator<Buffer, void, undefined>;
  /** Ends all connections. What they have read can still be taken. */
  stop(): void;
  /** Ends all connections and frees all bytes. */
  close(): void;
}

interface RunningRange extends LayerRange {
  readonly grant: RangeGrant;
  readonly chunks: Buffer[];
  isRunning: boolean;
}

/**
 * @param policy how long no range is requested after one that broke off.
 * @param read requests the bytes of a range. What it throws only ends the range, whose rest is then requested
 *   in its turn.
 */
export function createReadAhead(
  size: number,
  connections: LayerConnections,
  policy: RetryPolicy,
  read: (range: LayerRange, signal: AbortSignal) => AsyncIterable<Buffer>,
): ReadAhead {
  const ranges: RunningRange[] = [];
  /** Ranges that broke off in succession, and when the next one is requested. */
  let failures = 0;
  let pausedUntil = 0;
  let isAwaited = false;
  let stopping = new AbortController();
  let changed = Promise.withResolvers<void>();

  const notify = (): void => {
    changed.resolve();
    changed = Promise.withResolvers();
  };

  const fill = async (range: RunningRange, signal: AbortSignal): Promise<void> => {
    let missing = range.end - range.firstByte;
    try {
      for await (const chunk of read(range, signal)) {
        if (chunk.length > missing) break;
        missing -= chunk.length;
        range.chunks.push(chunk);
        range.grant.countBytes(chunk.length);
        if (range === ranges[0]) notify();
      }
    } catch {
      // The rest is requested in its turn, with retries and the error that belongs to it.
    } finally {
      failures = missing === 0 ? 0 : failures + 1;
      if (failures > 0) pausedUntil = performance.now() + waitBefore(failures, policy);
      range.isRunning = false;
      range.grant.freeConnection();
      if (isAwaited) extend(range.end);
      notify();
    }
  };

  function extend(from: number): void {
    if (performance.now() < pausedUntil) return;
    let firstByte = ranges.at(-1)?.end ?? from;
    while (firstByte < size) {
      const grant = connections.openRange(size - firstByte);
      if (!grant) return;
      const end = firstByte + grant.size;
      const range = { firstByte, end, grant, chunks: [], isRunning: true };
      ranges.push(range);
      void fill(range, stopping.signal);
      firstByte = end;
    }
  }

  const whenChanged = async (signal: AbortSignal): Promise<void> => {
    isAwaited = true;
    try {
      await rejectOnAbort(changed.promise, signal);
    } finally {
      isAwaited = false;
    }
  };

  const stop = (): void => {
    stopping.abort();
    stopping = new AbortController();
    for (const range of ranges) range.isRunning = false;
  };

  return {
    get firstByte() {
      return ranges[0]?.firstByte;
    },
    extend,
    async *take(signal) {
      const [range] = ranges;
      if (!range) return;
      for (;;) {
        const chunk = range.chunks.shift();
        if (chunk) {
          range.grant.freeBytes(chunk.length);
          yield chunk;
        } else if (range.isRunning) {
          extend(range.end);
          await whenChanged(signal);
        } else break;
      }
      ranges.shift();
      range.grant.close();
    },
    stop,
    close() {
      stop();
      for (const range of ranges.splice(0)) range.grant.close();
    },
  };
}
