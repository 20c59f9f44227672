import { randomUUID } from 'node:crypto';
import type {
  Batch,
  BatchRequest,
  BatchRow,
  BatchRowState,
  BatchUpdate,
} from '../../../../shared/models/batch.ts';
import { applyBatchUpdate, maxBatchImages } from '../../../../shared/models/batch.ts';
import type { Plan, ReplicationRequest } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import type { AwsAccess } from '../../aws/clients/aws-access.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { Plans } from '../../plan/plan-store.ts';
import { createSharedReads } from '../../plan/shared-reads.ts';
import type { Job } from '../job-list.ts';
import { createJobList } from '../job-list.ts';
import { assertSameAccounts } from './assert-same-accounts.ts';
import { notReadyError, nothingToStartError, tooManyImagesError } from './batch-errors.ts';
import type { RowTask } from './row-tasks.ts';
import { createRowTasks } from './row-tasks.ts';
import { findTagConflicts, summarizePlan, sumPlans } from './summarize-plans.ts';

/** Plans many replications, one after another at ECR's pace, and starts them together. */
export interface Batches {
  /**
   * Starts to plan a batch and returns its initial state; changes are sent as updates.
   *
   * @throws EngineError `invalid-input` when a rule of the filter or a new repository name is invalid.
   */
  create(request: BatchRequest): Batch;
  /** Lists the batches, newest first. */
  list(): readonly Batch[];
  /** Returns a batch with its plans so far. @throws EngineError `invalid-input` when it was removed. */
  read(id: string): { readonly batch: Batch; readonly plans: readonly Plan[] };
  /**
   * Starts every plan without blockers.
   *
   * @throws EngineError `invalid-input` while the batch is being planned, or when none of its plans can be started.
   */
  start(id: string, startPlans: (planIds: readonly string[]) => readonly Transfer[]): readonly Transfer[];
  /** Stops planning; rows that are planned stay. @throws EngineError `invalid-input` when the batch was removed. */
  cancel(id: string): void;
  remove(id: string): void;
  /** Resolves when the batch is planned, or planning has stopped. */
  whenFinished(id: string): Promise<void>;
}

interface BatchesOptions {
  readonly access: AwsAccess;
  readonly plans: Plans;
  readonly send: (update: BatchUpdate) => void;
}

type Change = Pick<BatchUpdate, 'state' | 'rows' | 'totals'>;

/** Each batch keeps all its plans in memory. */
const maxBatches = 3;

/** Creates an empty list of at most three batches. The plans of a batch stay pinned until it is removed. */
export function createBatches({ access, plans, send }: BatchesOptions): Batches {
  /** The plans of each batch, by its ID. */
  const batchPlans = new Map<string, Plan[]>();
  const getPlans = (id: string): readonly Plan[] => batchPlans.get(id) ?? [];
  const unpinAll = (pinned: readonly Plan[]): void => {
    for (const { id } of pinned) plans.unpin(id);
  };

  const jobs = createJobList<Batch, Change>({
    maxJobs: maxBatches,
    applyChange: (batch, change) => applyBatchUpdate(batch, { id: batch.id, ...change }),
    send: (id, change) => send({ id, ...change }),
    removedMessage: 'This batch is no longer available. Make the selection again.',
    onRemoved(id) {
      unpinAll(getPlans(id));
      batchPlans.delete(id);
    },
  });

  const update = (job: Job<Batch, Change>, { state, rows }: Pick<Change, 'state' | 'rows'>): void =>
    job.update({ state, rows, totals: sumPlans(getPlans(job.data.id)) });

  /**
   * Plans the requests of a row and pins the plans: all of them, or none, because a row is started as a whole.
   *
   * @param earlier the plans of the rows before it.
   */
  const planRequests = async (
    requests: readonly ReplicationRequest[],
    earlier: readonly Plan[],
    signal: AbortSignal,
  ): Promise<readonly Plan[]> => {
    const reads = createSharedReads();
    const pinned: Plan[] = [];
    try {
      for (const request of requests) {
        signal.throwIfAborted();
        const { plan } = await plans.create(request, reads);
        plans.pin(plan.id);
        pinned.push(plan);
        assertSameAccounts(plan, [...earlier, ...pinned]);
      }
      return pinned;
    } catch (error) {
      unpinAll(pinned);
      throw error;
    }
  };

  const planRow = async (
    job: Job<Batch, Change>,
    { select }: RowTask,
    setState: (state: BatchRowState) => void,
  ): Promise<void> => {
    const { signal } = job;
    if (signal.aborted) return setState({ kind: 'cancelled' });
    setState({ kind: 'listing' });
    const { requests, images, tags } = await select(signal);
    if (requests.length === 0) return setState({ kind: 'nothing-picked', tags });
    if (job.data.totals.images + images > maxBatchImages) throw tooManyImagesError();
    setState({ kind: 'planning', images });
    const rowPlans = await planRequests(requests, getPlans(job.data.id), signal);
    // A removed batch has unpinned its plans.
    if (!job.isListed) return unpinAll(rowPlans);
    batchPlans.get(job.data.id)?.push(...rowPlans);
    setState({ kind: 'planned', plans: rowPlans.map(summarizePlan) });
  };

  const planBatch = async (job: Job<Batch, Change>, tasks: readonly RowTask[]): Promise<void> => {
    for (const [index, task] of tasks.entries()) {
      const setState = (state: BatchRowState): void => {
        const row: BatchRow = { ...task.row, state };
        update(job, { state: job.data.state, rows: [{ index, row }] });
      };
      try {
        await planRow(job, task, setState);
      } catch (error) {
        setState(job.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toErrorData(error) });
      }
    }
    const blockers = findTagConflicts(getPlans(job.data.id));
    update(job, {
      state: job.signal.aborted ? { kind: 'cancelled' } : { kind: 'ready', blockers },
      rows: [],
    });
  };

  return {
    create(request) {
      const tasks = createRowTasks(request, access);
      const batch: Batch = {
        id: randomUUID(),
        request,
        state: { kind: 'working' },
        rows: tasks.map(({ row }) => row),
        totals: sumPlans([]),
      };
      batchPlans.set(batch.id, []);
      jobs.start(batch, (job) => planBatch(job, tasks));
      return batch;
    },
    list: () => jobs.list(),
    read: (id) => ({ batch: jobs.get(id).data, plans: getPlans(id) }),
    start(id, startPlans) {
      const job = jobs.get(id);
      const { state } = job.data;
      if (state.kind === 'working') throw notReadyError();
      const [blocker] = state.kind === 'ready' ? state.blockers : findTagConflicts(getPlans(id));
      if (blocker) throw new EngineError(blocker);
      const startable = getPlans(id).filter(({ blockers }) => blockers.length === 0);
      if (startable.length === 0) throw nothingToStartError();
      const started = startPlans(startable.map((plan) => plan.id));
      update(job, { state: { kind: 'started', transferIds: started.map((each) => each.id) }, rows: [] });
      return started;
    },
    cancel: (id) => jobs.cancel(id),
    remove: (id) => jobs.remove(id),
    whenFinished: (id) => jobs.whenFinished(id),
  };
}
