import { isDeepStrictEqual } from 'node:util';
import type { Backfill } from '../../../shared/models/replication-backfill.ts';
import { isBackfillFinished } from '../../../shared/models/replication-backfill.ts';
import { isTemporary } from '../async/retry.ts';
import { toErrorData } from '../errors/to-error-data.ts';

/** Milliseconds between two reads of a backfill. */
export interface FollowPace {
  readonly first: number;
  /** Each further wait is longer by this factor, until a change. */
  readonly factor: number;
  readonly longest: number;
}

/** A backfill takes minutes to days. */
export const defaultFollowPace: FollowPace = { first: 3_000, factor: 1.5, longest: 60_000 };

export interface FollowPorts {
  readonly read: (signal: AbortSignal) => Promise<Backfill>;
  readonly send: (backfill: Backfill) => void;
  /** @throws the signal's reason when it is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly pace: FollowPace;
}

/**
 * Reads a backfill again and again until it has ended, and sends every change. The waits grow while nothing changes. A read
 * that fails temporarily, as without a network, is repeated after the longest wait. Another failure ends it, with the error
 * in the last backfill that is sent.
 */
export async function followBackfill(
  initial: Backfill,
  { read, send, wait, pace }: FollowPorts,
  signal: AbortSignal,
): Promise<void> {
  let backfill = initial;
  let pause = pace.first;
  while (!isBackfillFinished(backfill.status)) {
    try {
      await wait(pause, signal);
      const next = await read(signal);
      const isChanged = !isDeepStrictEqual(backfill, next);
      pause = isChanged ? pace.first : Math.min(pace.longest, pause * pace.factor);
      backfill = next;
      if (isChanged) send(backfill);
    } catch (error) {
      if (signal.aborted) return;
      pause = pace.longest;
      if (isTemporary(error)) continue;
      send({ ...backfill, followError: toErrorData(error) });
      return;
    }
  }
}
