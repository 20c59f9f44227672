import type { Batches } from '../../engine/jobs/batch/batches.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import type { RequestHandlers } from '../answer-request.ts';
import type { ConfirmedTransfers } from './confirm-account.ts';

interface BatchPorts {
  readonly batches: Batches;
  readonly plans: Plans;
  readonly confirmed: Pick<ConfirmedTransfers, 'startAll'>;
  /** Resolves when the queue is on disk, or the window shows that it is not. */
  readonly settled: () => Promise<void>;
}

type BatchHandlers = Pick<
  RequestHandlers,
  'batches.cancel' | 'batches.create' | 'batches.list' | 'batches.remove' | 'batches.start' | 'plans.read'
>;

export const createBatchHandlers = ({ batches, plans, confirmed, settled }: BatchPorts): BatchHandlers => ({
  'plans.read': async ({ planId }) => plans.get(planId).plan,
  'batches.create': async (request) => batches.create(request),
  'batches.list': async () => batches.list(),
  'batches.start': async ({ batchId, confirmation }) => {
    const started = batches.start(batchId, (planIds) => confirmed.startAll(planIds, confirmation));
    await settled();
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
