import { setTimeout as delay } from 'node:timers/promises';

/** How often an operation is repaired before its failure is final. */
export interface RepairPolicy {
  readonly maxRepairs: number;
  /** Milliseconds that are added to the wait before each repair after the first; no waits when absent. */
  readonly waitStep?: number;
}

/** What the failure of an attempt means. */
export type Failure<T> =
  /** The effect of the operation is there: an earlier attempt had it, and its response was lost. */
  | { readonly kind: 'already-applied'; readonly result: T }
  | { readonly kind: 'final'; readonly error: unknown }
  /** The operation may succeed after this repair. */
  | {
      readonly kind: 'repairable';
      readonly repair: () => Promise<void> | void;
      /** Whether it counts against `maxRepairs`; true when absent. */
      readonly isCounted?: boolean;
      readonly errorWhenSpent: unknown;
    };

/**
 * Repeats an operation after repairing the cause of its failure, such as by starting a new upload in place of an expired
 * one.
 *
 * @param classify says what a failure means; it is also the idempotence check of the operation.
 * @throws the error of a final failure, `errorWhenSpent` after the last repair, or the signal's reason.
 */
export async function withRepair<T>(
  { maxRepairs, waitStep = 0 }: RepairPolicy,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
  classify: (error: unknown) => Failure<T> | Promise<Failure<T>>,
): Promise<T> {
  let repairs = 0;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      const failure = await classify(error);
      if (failure.kind === 'already-applied') return failure.result;
      if (failure.kind === 'final') throw failure.error;
      if (failure.isCounted !== false) {
        if (repairs >= maxRepairs) throw failure.errorWhenSpent;
        if (waitStep > 0) await delay(waitStep * repairs, undefined, signal ? { signal } : {});
        repairs += 1;
      }
      await failure.repair();
    }
  }
}
