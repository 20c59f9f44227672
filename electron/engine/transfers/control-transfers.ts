import { isFinished } from '../../../shared/models/transfer.ts';
import type { ComputerSleep } from '../async/computer-sleep.ts';
import type { TransferList } from './queue/transfer-list.ts';
import type { TransferQueue } from './queue/transfer-queue.ts';
import type { TransferStore } from './store/transfer-store.ts';

interface ControlPorts {
  readonly listed: Pick<TransferList, 'get' | 'runs' | 'remove'>;
  readonly queue: Pick<TransferQueue, 'advance' | 'move' | 'waiting'>;
  readonly sleep: ComputerSleep;
  readonly store: Pick<TransferStore, 'change'>;
  readonly onListChanged: () => void;
}

/** Pauses, resumes, cancels, moves and removes transfers. */
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
  /** Moves a waiting transfer before another waiting one, or to the end when `before` is null. */
  move(id: string, before: string | null): void;
  /** To be called after `limits` changed: starts the transfers that the new limits allow. */
  applyLimits(): void;
  /** Removes a finished transfer from the list. */
  remove(id: string): void;
}

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
  remove(id) {
    if (!isFinished(listed.get(id).snapshot().state)) return;
    listed.remove(id);
    store.change({ kind: 'removed', id });
    onListChanged();
  },
});
