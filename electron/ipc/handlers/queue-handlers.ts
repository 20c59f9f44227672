import { resumeInterrupted } from '../../engine/transfers/queue/resume-interrupted.ts';
import type { Transfers } from '../../engine/transfers/transfers.ts';
import type { RequestHandlers } from '../answer-request.ts';
import type { ConfirmedTransfers } from './confirm-account.ts';

interface QueuePorts {
  readonly transfers: Transfers;
  readonly confirmed: ConfirmedTransfers;
  /** Resolves when the queue is on disk, or the window shows that it is not. */
  readonly settled: () => Promise<void>;
}

type QueueHandlers = Pick<
  RequestHandlers,
  | 'transfers.log'
  | 'transfers.move'
  | 'transfers.queue'
  | 'transfers.resumeInterrupted'
  | 'transfers.retryFailed'
  | 'transfers.throughput'
>;

export const createQueueHandlers = ({ transfers, confirmed, settled }: QueuePorts): QueueHandlers => ({
  'transfers.queue': async () => transfers.listWaiting(),
  'transfers.move': async ({ transferId, before }) => {
    transfers.move(transferId, before);
    await settled();
    return transfers.listWaiting();
  },
  'transfers.retryFailed': async ({ transferId, confirmation }) => {
    const transfer = await confirmed.retryFailed(transferId, confirmation);
    await settled();
    return transfer;
  },
  'transfers.resumeInterrupted': () => resumeInterrupted(transfers, (id) => confirmed.retry(id, undefined)),
  'transfers.log': async ({ transferId, after }) => transfers.log(transferId, after),
  'transfers.throughput': async ({ transferId }) => transfers.throughput(transferId),
});
