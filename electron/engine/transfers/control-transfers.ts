import { isFinished } from '../../../shared/models/transfer.ts';
import type { ComputerSleep } from '../async/computer-sleep.ts';
import type { TransferList } from './queue/transfer-list.ts';
import type { TransferQueue } from './queue/transfer-queue.ts';
import type { TransferStore } from './store/transfer-store.ts';

interface ControlPorts {
  readonly listed: Pick<TransferList, 'get' | 'interruptedIds' | 'remove' | 'restore' | 'runs'>;
  readonly queue: Pick<TransferQueue, 'advance' | 'move' | 'waiting'>;
  readonly sleep: ComputerSleep;
  readonly store: Pick<TransferStore, 'change'>;
  readonly onListChanged: () => void;
}

/** Pauses, resumes, cancels, moves, removes and restores transfers. */
export interface ControlTransfers {
  /** Stops a transfer; an interrupted one ignores this. Resolves when it sends no more requests. */
  cancel(id: string): Promise<void>;
  cancelAll(): Promise<void>;
  /** Pauses a transfer before the next part of each layer; pending requests finish. */
  pause(id: string): void;
  /** Ends a pause; checks expired credentials at once. */
  resume(id: string): void;
  /** To be called when the computer is suspended: no request is sent, and failures from now on use up no retry. */
  suspend(): void;
  /** To be called when the computer has resumed: suspended transfers continue, paused ones stay paused. */
  resumeAll(): void;
  /** To be called after a sign-in, an MFA code or a change of the AWS files: checks expired credentials at once. */
  checkNow(): void;
  /** The ids of the waiting transfers, in the order in which they start. */
  listWaiting(): readonly string[];
  /** Moves a waiting transfer before another one, as the queue does, or to the end when `before` is null. */
  move(id: string, before: string | null): void;
  /** To be called after `limits` changed: starts the transfers that the new limits allow. */
  applyLimits(): void;
  /**
   * Removes the finished ones of these transfers from the list.
   *
   * @throws EngineError `invalid-input` when one is not listed; none is removed then.
   */
  remove(ids: readonly string[]): void;
  /** Lists removed transfers again, at their places; an interrupted one can be resumed again. */
  restore(ids: readonly string[]): void;
}

/** Creates the commands. Those that need a run have no effect on an interrupted transfer. */
export const createControlTransfers = ({
  listed,
  queue,
  sleep,
  store,
  onListChanged,
}: ControlPorts): ControlTransfers => ({
  cancel: async (id) => listed.get(id).run?.cancel(),
  async cancelAll() {
    await Promise.all(listed.runs().map((run) => run.cancel()));
  },
  pause: (id) => listed.get(id).run?.pause(),
  resume: (id) => listed.get(id).run?.resume(),
  suspend() {
    sleep.suspend();
    for (const run of listed.runs()) run.sleepChanged();
  },
  resumeAll() {
    sleep.resume();
    for (const run of listed.runs()) run.sleepChanged();
    queue.advance();
  },
  checkNow() {
    for (const run of listed.runs()) run.checkNow();
  },
  listWaiting: queue.waiting,
  move(id, before) {
    queue.move(id, before);
    store.change({ kind: 'reordered', ids: queue.waiting() });
    onListChanged();
  },
  applyLimits: queue.advance,
  remove(ids) {
    const finished = ids.filter((id) => isFinished(listed.get(id).snapshot().state));
    if (finished.length === 0) return;
    for (const id of finished) listed.remove(id);
    store.change(...finished.map((id) => ({ kind: 'removed', id }) as const));
    onListChanged();
  },
  restore(ids) {
    const restored = listed.restore(ids);
    const stored = restored.flatMap((transfer) => transfer.stored ?? []);
    if (stored.length > 0)
      store.change(...stored.map((transfer) => ({ kind: 'queued', transfer }) as const), {
        kind: 'reordered',
        ids: listed.interruptedIds(),
      });
    if (restored.length > 0) onListChanged();
  },
});
