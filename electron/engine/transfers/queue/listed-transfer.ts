import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import type { TransferRun } from '../run/transfer-run.ts';
import type { QueuedTransfer } from '../store/queued-transfer.ts';
import { interruptedTransfer, movedTagsOf } from '../store/queued-transfer.ts';

/** One row of the list: a run of this process, or what the end of an earlier one left. */
export interface ListedTransfer {
  readonly request: ReplicationRequest;
  /** Tags that the person has agreed to move. */
  readonly movedTags: readonly string[];
  readonly run: TransferRun | undefined;
  readonly snapshot: () => Transfer;
}

export const listRun = (run: TransferRun): ListedTransfer => ({
  request: run.plan.request,
  movedTags: movedTagsOf(run.plan),
  run,
  snapshot: () => run.progress.snapshot(),
});

export const listInterrupted = (queued: QueuedTransfer): ListedTransfer => ({
  request: queued.request,
  movedTags: queued.movedTags,
  run: undefined,
  snapshot: () => interruptedTransfer(queued),
});
