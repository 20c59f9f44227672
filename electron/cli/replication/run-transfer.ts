import type { Plan } from '../../../shared/models/plan.ts';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { applyTransferUpdate, isFinished } from '../../../shared/models/transfer.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { Bandwidth } from '../../engine/async/bandwidth.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import type { UploadJournal } from '../../engine/replication/upload/upload-journal.ts';
import { createTransfers } from '../../engine/transfers/transfers.ts';

interface RunOptions {
  readonly plans: Plans;
  /** Layers to transfer at once; the engine decides when undefined. */
  readonly concurrency: number | undefined;
  /** The limit that all plans of the command share; unlimited when undefined. */
  readonly bandwidth: Bandwidth | undefined;
  /** Where unfinished uploads are recorded; nowhere when undefined. */
  readonly journal: UploadJournal | undefined;
  /** Whether a user can renew expired credentials; a script fails instead of waiting. */
  readonly attended: boolean;
  /** Asks for the MFA code that an error requires; undefined in a script. */
  readonly giveCode: ((error: ErrorData) => Promise<void>) | undefined;
  readonly signal: AbortSignal;
  readonly changed: (transfer: Transfer, update: TransferUpdate) => void;
}

export interface FinishedTransfer {
  readonly transfer: Transfer;
  /** Why this process stopped it; undefined when it finished or was interrupted. */
  readonly stoppedBy: ErrorData | undefined;
}

/** Runs a plan and reports every change. Resolves after it finished, failed or was aborted. */
export async function runTransfer(
  plan: Plan,
  { plans, concurrency, bandwidth, journal, attended, giveCode, signal, changed }: RunOptions,
): Promise<FinishedTransfer> {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let stoppedBy: ErrorData | undefined;
  const transfers = createTransfers({
    plans,
    limits: () => ({ atOnce: 1, layersAtOnce: concurrency }),
    ...(bandwidth && { bandwidth }),
    ...(journal && { journal }),
    send(update) {
      transfer = applyTransferUpdate(transfer, update);
      changed(transfer, update);
      const { state } = transfer;
      if (state.kind === 'waiting-for-credentials') waitFor(state.error);
      if (isFinished(state)) finish();
    },
  });
  let asked: ErrorData | undefined;
  let asking = Promise.resolve();
  const stopBy = (error: ErrorData): void => {
    stoppedBy ??= error;
    void cancel();
  };
  /** Questions are asked one after another. */
  const askFor = async (error: ErrorData, ask: NonNullable<RunOptions['giveCode']>): Promise<void> => {
    await asking;
    try {
      await ask(error);
      transfers.checkNow();
    } catch (failure) {
      stopBy(toErrorData(failure));
    }
  };
  /** Each update of a waiting transfer contains the same error: it is asked about once. */
  const waitFor = (error: ErrorData): void => {
    if (error === asked) return;
    asked = error;
    const isCode = error.code === 'mfa-needed';
    if (!attended || (isCode && !giveCode)) stopBy(error);
    else if (isCode && giveCode) asking = askFor(error, giveCode);
  };
  let transfer = transfers.start(plan.id);
  const cancel = (): Promise<void> => transfers.cancel(transfer.id);
  const stop = (): void => void cancel();

  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  await finished;
  signal.removeEventListener('abort', stop);
  return { transfer, stoppedBy };
}
