import type { ComputerSleep } from '../async/computer-sleep.ts';
import type { TransferList } from './queue/transfer-list.ts';
import type { TransferQueue } from './queue/transfer-queue.ts';

interface ControlPorts {
  readonly listed: Pick<TransferList, 'get' | 'runs'>;
  readonly queue: Pick<TransferQueue, 'advance'>;
  readonly sleep: ComputerSleep;
}

/** Pauses, resumes and cancels transfers. An interrupted transfer ignores it. */
export interface ControlTransfers {
  /** Stops a transfer. Resolves when it sends no more requests. */
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
}

export const createControlTransfers = ({ listed, queue, sleep }: ControlPorts): ControlTransfers => ({
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
});
