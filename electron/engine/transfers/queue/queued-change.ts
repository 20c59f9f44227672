import { queuedTransfer } from '../store/queued-transfer.ts';
import type { RecordChange } from '../store/transfer-store.ts';
import type { TransferRun } from '../run/transfer-run.ts';

/** What is stored of a transfer that waits or runs. */
export const queuedChange = ({ plan, progress }: TransferRun): RecordChange => ({
  kind: 'queued',
  transfer: queuedTransfer(plan, progress.snapshot()),
});
