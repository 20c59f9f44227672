import { rejectOnAbort } from '../../async/abort.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { waitBefore } from '../../async/retry.ts';
import type { LayerConnections, RangeGrant } from '../scheduler/download-connections.ts';
import { minRange } from '../scheduler/download-connections.ts';

/** Bytes of a layer, counted from 0; `end` is not included. */
export interface LayerRange {
  readonly firstByte: number;
  readonly end: number;
}

/** The ranges of a layer that are read before their turn, each over a connection of its own, in consecutive order. */
export interface ReadAhead {
  /** The first byte that was read ahead and not taken; undefined when nothing is read ahead. */
  readonly firstByte: number | undefined;
  /**
   * Requests as many more ranges as are granted: of bytes that nobody has requested, then half of what a slow connection
   * still lacks. Must be called while bytes are awaited: only then do more connections bring more.
   *
   * @param position of the connection that reads the bytes before the first range.
   */
  extend(position: number): void;
  /**
   * Yields the bytes of the first range, and removes it. They are fewer than requested when its connection was interrupted.
   *
   * @throws the signal's reason.
   */
  take(signal: AbortSignal): AsyncGenerator<Buffer, void, undefined>;
  /** Ends all connections. What they have read can still be taken. */
  stop(): void;
  /** Ends all connections and frees all bytes. */
  close(): void;
}

interface RunningRange {
  /** The first byte that was not taken yet. */
  firstByte: number;
  /** May come nearer while it is read. */
  end: number;
  /** The position of its connection. */
  position: number;
  readonly grant: RangeGrant;
  readonly chunks: Buffer[];
  isRunning: boolean;
}

/** Half of fewer missing bytes is not worth a request. */
const minSplit = 256 * 1024;

/**
 * @param policy how long no range is requested after one that was interrupted.
 * @param mayExtend whether ranges may be requested now.
 * @param read requests the bytes of a range. What it throws only ends the range, whose rest is then requested
 *   in its turn.
 */
export function createReadAhead(
  size: number,
  connections: LayerConnections,
  policy: RetryPolicy,
  mayExtend: () => boolean,
  read: (range: LayerRange, signal: AbortSignal) => AsyncIterable<Buffer>,
): ReadAhead {
  const ranges: RunningRange[] = [];
  /** Ranges that were interrupted in succession, and when the next one is requested. */
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
    try {
      for await (const chunk of read({ firstByte: range.firstByte, end: range.end }, signal)) {
        const wanted = chunk.subarray(0, range.end - range.position);
        range.position += wanted.length;
        range.chunks.push(wanted);
        range.grant.countBytes(wanted.length);
        if (range === ranges[0]) notify();
        // Another connection reads the rest.
        if (wanted.length < chunk.length) break;
      }
    } catch {
      // The rest is requested in its turn, with retries and the error that belongs to it.
    } finally {
      failures = range.position === range.end ? 0 : failures + 1;
      if (failures > 0) pausedUntil = performance.now() + waitBefore(failures, policy);
      range.isRunning = false;
      range.grant.freeConnection();
      if (range === ranges[0]) notify();
      else if (isAwaited) extend(ranges[0]?.position ?? range.end);
    }
  };

  /** Starts the range in front of those at `index`, when it is granted. @returns whether it is. */
  const start = (index: number, firstByte: number, end: number): boolean => {
    const grant = connections.openRange(end - firstByte);
    if (!grant) return false;
    const range = { firstByte, end, position: firstByte, grant, chunks: [], isRunning: true };
    ranges.splice(index, 0, range);
    void fill(range, stopping.signal);
    return true;
  };

  /** Gives half of what the slowest connection still lacks to another one. @returns whether one was granted. */
  const split = (position: number): boolean => {
    let [from, end, index] = [position, ranges[0]?.firstByte ?? size, -1];
    for (const [number, range] of ranges.entries()) {
      if (!range.isRunning || range.end - range.position <= end - from) continue;
      [from, end, index] = [range.position, range.end, number];
    }
    if (end - from < minSplit) return false;
    const middle = from + Math.ceil((end - from) / 2);
    if (!start(index + 1, middle, end)) return false;
    const shortened = ranges[index];
    if (shortened) shortened.end = middle;
    shortened?.grant.freeBytes(end - middle);
    return true;
  };

  function extend(position: number): void {
    if (performance.now() < pausedUntil || !mayExtend()) return;
    for (;;) {
      const { rangeSize } = connections;
      const firstByte = ranges.at(-1)?.end ?? position + rangeSize;
      // A rest that is not worth a request of its own is read with the range before it.
      const end = size - firstByte - rangeSize < minRange ? size : firstByte + rangeSize;
      if (!(firstByte < size ? start(ranges.length, firstByte, end) : split(position))) return;
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
          range.firstByte += chunk.length;
          range.grant.freeBytes(chunk.length);
          yield chunk;
        } else if (range.isRunning) {
          extend(range.position);
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
