import type { ErrorData } from '../../../shared/models/result.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { applyTransferUpdate, isFinished } from '../../../shared/models/transfer.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import type { UploadJournal } from '../../engine/replication/upload/upload-journal.ts';
import { createTransfers } from '../../engine/transfers/transfers.ts';

interface RunOptions {
  readonly plans: Plans;
  readonly journal: UploadJournal;
  /** Aborted when the run has to stop. */
  readonly signal: AbortSignal;
  /** Milliseconds that the parts in progress have to finish when the run stops. */
  readonly partGrace: number;
}

export interface FinishedRun {
  readonly transfer: Transfer;
  /** Why the run cannot continue by itself: its credentials have expired. */
  readonly stoppedBy: ErrorData | undefined;
}

/**
 * Executes a plan. At the deadline no new part is sent; those in progress finish within the grace, and the journal has
 * what the destination confirmed.
 *
 * @throws EngineError the first blocker of a plan that can copy nothing.
 */
export async function runUntilDeadline(
  planId: string,
  { plans, journal, signal, partGrace }: RunOptions,
): Promise<FinishedRun> {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let stoppedBy: ErrorData | undefined;
  const transfers = createTransfers({
    plans,
    journal,
    send(update) {
      transfer = applyTransferUpdate(transfer, update);
      const { state } = transfer;
      if (state.kind === 'waiting-for-credentials' && !stoppedBy) {
        stoppedBy = state.error;
        void transfers.cancel(transfer.id);
      }
      if (isFinished(state)) finish();
    },
  });
  let transfer = transfers.start(planId);
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    transfers.pause(transfer.id);
    timer = setTimeout(() => void transfers.cancel(transfer.id), partGrace);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  await finished;
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  return { transfer, stoppedBy };
}
