import type { Plan } from '../../../shared/models/plan.ts';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { applyTransferUpdate, isFinished } from '../../../shared/models/transfer.ts';
import type { ErrorData } from '../../../shared/result.ts';
import type { Plans } from '../../engine/plans/plans.ts';
import { createUploadJournal } from '../../engine/replication/upload/upload-journal.ts';
import { createTransfers } from '../../engine/transfers/transfers.ts';

interface RunOptions {
  readonly plans: Plans;
  /** Layers on their way at once; the engine's own number when undefined. */
  readonly concurrency: number | undefined;
  /** The folder in which unfinished uploads are noted. */
  readonly journal: string | undefined;
  /** Somebody sits at the terminal who can renew expired credentials; a script fails instead of waiting. */
  readonly attended: boolean;
  readonly signal: AbortSignal;
  readonly changed: (transfer: Transfer, update: TransferUpdate) => void;
}

export interface FinishedTransfer {
  readonly transfer: Transfer;
  /** Why it was ended from here; undefined when it ended by itself or was interrupted. */
  readonly stoppedBy: ErrorData | undefined;
}

/** Runs a plan to its end and tells every change. Aborting ends it cleanly; it resolves all the same. */
export async function runTransfer(
  plan: Plan,
  { plans, concurrency, journal, attended, signal, changed }: RunOptions,
): Promise<FinishedTransfer> {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let stoppedBy: ErrorData | undefined;
  const transfers = createTransfers({
    plans,
    limits: () => ({ atOnce: 1, layersAtOnce: concurrency }),
    ...(journal === undefined ? {} : { journal: createUploadJournal(journal) }),
    send(update) {
      transfer = applyTransferUpdate(transfer, update);
      changed(transfer, update);
      const { state } = transfer;
      if (state.kind === 'waiting-for-credentials' && !attended) {
        stoppedBy ??= state.error;
        void cancel();
      }
      if (isFinished(state)) finish();
    },
  });
  let transfer = transfers.start(plan.id);
  const cancel = (): Promise<void> => transfers.cancel(transfer.id);
  const stop = (): void => void cancel();

  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  await finished;
  signal.removeEventListener('abort', stop);
  return { transfer, stoppedBy };
}
