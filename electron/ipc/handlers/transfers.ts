import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { Services } from '../../app/services.ts';
import { reportFileName } from '../../engine/transfers/progress/transfer-report.ts';

type TransferServices = Pick<Services, 'transfers'> & {
  readonly records: Pick<Services['records'], 'settled'>;
};

/** Requests that change the queue are answered after the change is on disk, or after the window shows that it is not. */
export const createTransferHandlers = ({
  transfers,
  records,
  saveText,
}: TransferServices & Pick<Desktop, 'saveText'>): HandlersOf<'transfers'> => ({
  'transfers.list': async () => transfers.list(),
  'transfers.start': async ({ planId, confirmation }) => {
    const transfer = transfers.start(planId, confirmation);
    await records.settled();
    return transfer;
  },
  'transfers.queue': async () => transfers.listWaiting(),
  'transfers.move': async ({ transferId, before }) => {
    transfers.move(transferId, before);
    await records.settled();
    return transfers.listWaiting();
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
    const transfer = await transfers.retry(transferId, confirmation);
    await records.settled();
    return transfer;
  },
  'transfers.retryFailed': async ({ transferId, confirmation }) => {
    const transfer = await transfers.retryFailed(transferId, confirmation);
    await records.settled();
    return transfer;
  },
  'transfers.resumeInterrupted': () => transfers.resumeInterrupted(),
  'transfers.remove': async ({ transferIds }) => {
    transfers.remove(transferIds);
    await records.settled();
    return null;
  },
  'transfers.restore': async ({ transferIds }) => {
    transfers.restore(transferIds);
    await records.settled();
    return null;
  },
  'transfers.log': async ({ transferId, after }) => transfers.log(transferId, after),
  'transfers.throughput': async ({ transferId }) => transfers.throughput(transferId),
  'transfers.saveReport': async ({ transferId }) => {
    const report = transfers.report(transferId);
    const text = `${JSON.stringify(report, null, 2)}\n`;
    return saveText({ name: reportFileName(report), text, format: 'json' });
  },
});
