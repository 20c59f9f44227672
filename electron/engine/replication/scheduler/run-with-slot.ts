import { orAbort } from '../../async/or-abort.ts';
import type { FairLane } from './fair-semaphore.ts';
import type { Hold } from './pause-controller.ts';

/** Somebody whose work shares lanes with that of others. */
export interface LaneUser {
  readonly hold: Hold;
  readonly signal: AbortSignal | undefined;
}

/**
 * Works in a place of the lane. Who is held up leaves it to others, and does not take one; what was on its way goes on
 * with the rest at once, even if that is more than the lane has places for then.
 *
 * @throws the signal's reason where it is aborted before the work began.
 */
export async function workIn<T>(
  lane: FairLane,
  user: LaneUser,
  size: number,
  work: () => Promise<T>,
): Promise<T> {
  const { hold, signal } = user;
  for (;;) {
    const begun = await lane.run(user, size, async () => {
      if (hold.isHeldUp && !signal?.aborted) return undefined;
      const outcome = work();
      const ended = outcome.then(
        () => undefined,
        () => undefined,
      );
      await Promise.race([ended, hold.heldUp()]);
      return { outcome };
    });
    if (begun) return begun.outcome;
    await orAbort(hold.goesOn(), signal);
  }
}
