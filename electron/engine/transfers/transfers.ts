import { randomUUID } from 'node:crypto';
import type { Plan } from '../../../shared/models/plan.ts';
import type { Transfer, TransferState, TransferUpdate } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { TransferReport } from '../../../shared/models/verification.ts';
import { EngineError } from '../errors/engine-error.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { Plans, PreparedPlan } from '../plans/plans.ts';
import type { EventSink } from '../replication/replication-event.ts';
import { createReplicator } from '../replication/replicator.ts';
import type { RetryPolicy } from '../retry/retry.ts';
import { runPlan } from './run-plan.ts';
import type { TransferProgress } from './transfer-progress.ts';
import { createTransferProgress } from './transfer-progress.ts';
import { transferReport } from './transfer-report.ts';
import { createUpdateFeed } from './update-feed.ts';

/** The transfers of this run of the app, the newest first. */
export interface Transfers {
  list(): readonly Transfer[];
  /**
   * Starts the plan that was shown, once: asked again, as by a double click, it answers with the same transfer.
   * @throws EngineError when the plan is gone or has obstacles.
   */
  start(planId: string): Transfer;
  /** Stops a running transfer; resolves when nothing of it is under way any more. */
  cancel(id: string): Promise<void>;
  /**
   * Plans the same request anew and starts it in the old transfer's place; what is there already is not moved again.
   * Asked again meanwhile, it answers with the same transfer.
   * @throws EngineError `plan-outdated` when a tag would be moved that the first plan did not move.
   */
  retry(id: string): Promise<Transfer>;
  /** What it did and how it was checked, for keeping. */
  report(id: string): TransferReport;
  /** Forgets a finished transfer. */
  remove(id: string): void;
  /** How many are running. */
  count(): number;
  cancelAll(): Promise<void>;
}

export interface TransfersOptions {
  readonly plans: Plans;
  readonly send: (update: TransferUpdate) => void;
  readonly retryPolicy?: RetryPolicy;
  /** Layers of one transfer on their way at once; the replicator's own number when absent. */
  readonly parallelLayers?: number;
  readonly clock?: () => number;
}

interface Running {
  readonly plan: Plan;
  readonly progress: TransferProgress;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

const movedTags = ({ images }: Plan): readonly string[] =>
  images.flatMap(({ tags }) => tags.flatMap(({ kind, tag }) => (kind === 'move' ? tag : [])));

const outdated = (tag: string): EngineError =>
  new EngineError({
    code: 'plan-outdated',
    message: `Tag ${tag} now points at another image at the destination. Start the replication anew to see and confirm the change.`,
    side: 'destination',
    retryable: false,
    action: 'plan-again',
  });

/** How a transfer ended, from how its images did. */
function endState(
  progress: TransferProgress,
  count: number,
  cancelled: boolean,
  finishedAt: number,
): TransferState {
  const images = Array.from({ length: count }, (_, index) => progress.imageState(index));
  const failed = images.find((image) => image?.kind === 'failed');
  if (failed?.kind === 'failed') return { kind: 'failed', finishedAt, error: failed.error };
  return images.every((image) => image?.kind === 'done')
    ? { kind: 'done', finishedAt }
    : { kind: cancelled ? 'cancelled' : 'done', finishedAt };
}

export function createTransfers({
  plans,
  send,
  retryPolicy,
  parallelLayers,
  clock = Date.now,
}: TransfersOptions): Transfers {
  const held = new Map<string, Running>();
  const retries = new Map<string, Promise<Transfer>>();

  const get = (id: string): Running => {
    const transfer = held.get(id);
    if (transfer) return transfer;
    throw new EngineError({
      code: 'invalid-input',
      message: 'This transfer is no longer listed.',
      retryable: false,
    });
  };

  const run = async (
    prepared: PreparedPlan,
    progress: TransferProgress,
    signal: AbortSignal,
    feed: ReturnType<typeof createUpdateFeed>,
  ): Promise<void> => {
    const emit: EventSink = (event) => (progress.apply(event) ? feed.stateChanged() : feed.bytesMoved());
    const replicator = createReplicator({
      signal,
      emit,
      ...(retryPolicy ? { retryPolicy } : {}),
      ...(parallelLayers === undefined ? {} : { parallelLayers }),
    });
    try {
      await runPlan(prepared, replicator, progress, signal, () => feed.stateChanged());
      if (signal.aborted) progress.cancelRest();
      progress.setState(endState(progress, prepared.plan.images.length, signal.aborted, clock()));
    } catch (error) {
      progress.cancelRest();
      progress.setState(
        signal.aborted
          ? { kind: 'cancelled', finishedAt: clock() }
          : { kind: 'failed', finishedAt: clock(), error: toErrorData(error) },
      );
    } finally {
      feed.close();
    }
  };

  const begin = (prepared: PreparedPlan): Transfer => {
    const [obstacle] = prepared.plan.obstacles;
    if (obstacle) throw new EngineError(obstacle);
    const id = randomUUID();
    const controller = new AbortController();
    const progress = createTransferProgress(id, prepared.plan, clock);
    const feed = createUpdateFeed(() => progress.takeUpdate(), send);
    const first = progress.snapshot();
    const ended = run(prepared, progress, controller.signal, feed);
    held.set(id, { plan: prepared.plan, progress, controller, ended });
    return first;
  };

  const cancel = async ({ progress, controller, ended }: Running): Promise<void> => {
    if (!isFinished(progress.state())) {
      progress.setState({ kind: 'cancelling' });
      send(progress.takeUpdate());
      controller.abort();
    }
    await ended;
  };

  const retry = async (id: string): Promise<Transfer> => {
    const { plan } = get(id);
    const prepared = await plans.create(plan.request);
    const confirmed = new Set(movedTags(plan));
    const unconfirmed = movedTags(prepared.plan).find((tag) => !confirmed.has(tag));
    if (unconfirmed !== undefined) throw outdated(unconfirmed);
    const transfer = begin(prepared);
    held.delete(id);
    return transfer;
  };

  return {
    list: () => [...held.values()].map(({ progress }) => progress.snapshot()).toReversed(),
    start(planId) {
      const started = [...held.values()].find(({ plan }) => plan.id === planId);
      return started ? started.progress.snapshot() : begin(plans.get(planId));
    },
    cancel: (id) => cancel(get(id)),
    retry(id) {
      const underWay = retries.get(id) ?? retry(id).finally(() => retries.delete(id));
      retries.set(id, underWay);
      return underWay;
    },
    report(id) {
      const { plan, progress } = get(id);
      return transferReport(plan, progress.snapshot());
    },
    remove(id) {
      if (isFinished(get(id).progress.state())) held.delete(id);
    },
    count: () => [...held.values()].filter(({ progress }) => !isFinished(progress.state())).length,
    cancelAll: async () => {
      await Promise.all([...held.values()].map(cancel));
    },
  };
}
