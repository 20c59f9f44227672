import { resumeInterrupted } from '../../engine/transfers/resume-interrupted.ts';
import type { Transfers } from '../../engine/transfers/transfers.ts';
import type { RequestHandlers } from '../answer-request.ts';
import type { ConfirmedTransfers } from './confirm-account.ts';

interface QueuePorts {
  readonly transfers: Transfers;
  readonly confirmed: ConfirmedTransfers;
  /** Resolves when the queue is on disk. */
  readonly written: () => Promise<void>;
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

export const createQueueHandlers = ({ transfers, confirmed, written }: QueuePorts): QueueHandlers => ({
  'transfers.queue': async () => transfers.queue(),
  'transfers.move': async ({ transferId, before }) => {
    transfers.move(transferId, before);
    await written();
    return transfers.queue();
  },
  'transfers.retryFailed': async ({ transferId, confirmation }) => {
    const transfer = await confirmed.retryFailed(transferId, confirmation);
    await written();
    return transfer;
  },
  'transfers.resumeInterrupted': () => resumeInterrupted(transfers, (id) => confirmed.retry(id, undefined)),
  'transfers.log': async ({ transferId, after }) => transfers.log(transferId, after),
  'transfers.throughput': async ({ transferId }) => transfers.throughput(transferId),
});
