import type { Bulks } from '../../engine/jobs/batch/batches.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import type { RequestHandlers } from '../answer-request.ts';
import type { ConfirmedTransfers } from './confirm-account.ts';

interface BulkPorts {
  readonly bulks: Bulks;
  readonly plans: Plans;
  readonly confirmed: Pick<ConfirmedTransfers, 'startAll'>;
  /** Resolves when the queue is on disk, or the window shows that it is not. */
  readonly settled: () => Promise<void>;
}

type BulkHandlers = Pick<
  RequestHandlers,
  'bulks.cancel' | 'bulks.create' | 'bulks.list' | 'bulks.remove' | 'bulks.start' | 'plans.read'
>;

export const createBulkHandlers = ({ bulks, plans, confirmed, settled }: BulkPorts): BulkHandlers => ({
  'plans.read': async ({ planId }) => plans.get(planId).plan,
  'bulks.create': async (request) => bulks.create(request),
  'bulks.list': async () => bulks.list(),
  'bulks.start': async ({ bulkId, confirmation }) => {
    const started = bulks.start(bulkId, (planIds) => confirmed.startAll(planIds, confirmation));
    await settled();
    return started;
  },
  'bulks.cancel': async ({ bulkId }) => {
    bulks.cancel(bulkId);
    return null;
  },
  'bulks.remove': async ({ bulkId }) => {
    bulks.remove(bulkId);
    return null;
  },
});
