import type { Transfer } from '../../../shared/models/transfer.ts';
import { resumeInterrupted } from '../../engine/transfers/resume-interrupted.ts';
import type { Transfers } from '../../engine/transfers/transfers.ts';
import type { RequestHandlers } from '../answer-request.ts';

interface QueuePorts {
  readonly transfers: Transfers;
  /** Retries as a person's click does, with what is to be confirmed. */
  readonly retry: (transferId: string) => Promise<Transfer>;
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

export const createQueueHandlers = ({ transfers, retry, written }: QueuePorts): QueueHandlers => ({
  'transfers.queue': async () => transfers.queue(),
  'transfers.move': async ({ transferId, before }) => {
    transfers.move(transferId, before);
    await written();
    return transfers.queue();
  },
  'transfers.retryFailed': async ({ transferId }) => {
    const transfer = await transfers.retryFailed(transferId);
    await written();
    return transfer;
  },
  'transfers.resumeInterrupted': () => resumeInterrupted(transfers, retry),
  'transfers.log': async ({ transferId, after }) => transfers.log(transferId, after),
  'transfers.throughput': async ({ transferId }) => transfers.throughput(transferId),
});
