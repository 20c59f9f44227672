import { reportFileName } from '../../engine/transfers/progress/transfer-report.ts';
import type { Transfers } from '../../engine/transfers/transfers.ts';
import type { TextFile } from '../../app/dialogs/save-text.ts';
import type { RequestHandlers } from '../answer-request.ts';
import type { ConfirmedTransfers } from './confirm-account.ts';

interface TransferPorts {
  readonly transfers: Transfers;
  readonly confirmed: ConfirmedTransfers;
  /** Resolves when the queue is on disk, or the window shows that it is not. */
  readonly settled: () => Promise<void>;
  readonly saveText: (file: TextFile) => Promise<string | null>;
}

type TransferHandlers = Pick<
  RequestHandlers,
  | 'transfers.cancel'
  | 'transfers.list'
  | 'transfers.pause'
  | 'transfers.remove'
  | 'transfers.resume'
  | 'transfers.retry'
  | 'transfers.saveReport'
  | 'transfers.start'
>;

export const createTransferHandlers = ({
  transfers,
  confirmed,
  settled,
  saveText,
}: TransferPorts): TransferHandlers => ({
  'transfers.list': async () => transfers.list(),
  'transfers.start': async ({ planId, confirmation }) => {
    const transfer = confirmed.start(planId, confirmation);
    await settled();
    return transfer;
  },
  'transfers.pause': async ({ transferId }) => {
    transfers.pause(transferId);
    return null;
  },
  'transfers.resume': async ({ transferId }) => {
    transfers.resume(transferId);
    return null;
  },
  'transfers.cancel': async ({ transferId }) => {
    await transfers.cancel(transferId);
    return null;
  },
  'transfers.retry': async ({ transferId, confirmation }) => {
    const transfer = await confirmed.retry(transferId, confirmation);
    await settled();
    return transfer;
  },
  'transfers.remove': async ({ transferId }) => {
    transfers.remove(transferId);
    await settled();
    return null;
  },
  'transfers.saveReport': async ({ transferId }) => {
    const report = transfers.report(transferId);
    const text = `${JSON.stringify(report, null, 2)}\n`;
    return saveText({ name: reportFileName(report), text, format: 'json' });
  },
});
