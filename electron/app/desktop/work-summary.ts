import { summarizeQueue } from '../../../shared/models/queue-summary.ts';
import type { TransferStatus } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { describeWorkLeft } from '../../../shared/text/queue.ts';

/** All transfers together, for the taskbar, the dock and the question before quitting. */
export interface WorkSummary {
  /** Transfers that run, or that run later without the user. */
  readonly active: number;
  /** Transfers that wait for the user: paused, or a sign-in is required. */
  readonly blocked: number;
  /** From 0 to 1 over all unfinished transfers; undefined when there is none. */
  readonly progress: number | undefined;
  /** Appearance of the progress bar. */
  readonly mode: 'normal' | 'paused' | 'error';
  /** `3 running, 12 queued, 3 min left`; undefined when no transfer is unfinished. */
  readonly text: string | undefined;
}

const isActive = ({ state: { kind } }: TransferStatus): boolean =>
  kind === 'running' || kind === 'suspended' || kind === 'waiting' || kind === 'cancelling';

function computeProgress(unfinished: readonly TransferStatus[]): number | undefined {
  if (unfinished.length === 0) return undefined;
  const toTransfer = unfinished.reduce((sum, { bytes }) => sum + bytes.total - bytes.alreadyAtDestination, 0);
  const transferred = unfinished.reduce((sum, { bytes }) => sum + bytes.transferred, 0);
  return toTransfer > 0 ? Math.min(1, Math.max(0, transferred / toTransfer)) : 0;
}

export function summarizeWork(statuses: readonly TransferStatus[]): WorkSummary {
  const unfinished = statuses.filter(({ state }) => !isFinished(state));
  const active = unfinished.filter(isActive).length;
  const needsSignIn = unfinished.some(({ state }) => state.kind === 'waiting-for-credentials');
  return {
    active,
    blocked: unfinished.length - active,
    progress: computeProgress(unfinished),
    mode: needsSignIn ? 'error' : active > 0 ? 'normal' : 'paused',
    text: describeWorkLeft(summarizeQueue(statuses)),
  };
}
