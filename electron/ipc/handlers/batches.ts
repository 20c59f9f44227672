import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createBatchHandlers = ({
  batches,
  transfers,
  records,
}: Pick<Services, 'batches' | 'transfers' | 'records'>): HandlersOf<'batches'> => ({
  'batches.create': async (request) => batches.create(request),
  'batches.list': async () => batches.list(),
  'batches.start': async ({ batchId, confirmation }) => {
    const started = batches.start(batchId, (planIds) => transfers.startAll(planIds, confirmation));
    await records.settled();
    return started;
  },
  'batches.cancel': async ({ batchId }) => {
    batches.cancel(batchId);
    return null;
  },
  'batches.remove': async ({ batchId }) => {
    batches.remove(batchId);
    return null;
  },
});
