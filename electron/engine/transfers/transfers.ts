import type { Plan } from '../../../shared/models/plan.ts';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { TransferReport } from '../../../shared/models/verification.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Plans, PreparedPlan } from '../plans/plans.ts';
import { createLayerFlights } from '../replication/layer-flights.ts';
import type { UploadJournal } from '../replication/upload/upload-journal.ts';
import { noJournal } from '../replication/upload/upload-journal.ts';
import type { RetryPolicy } from '../retry/retry.ts';
import { patientRetryPolicy } from '../retry/retry.ts';
import type { TransferRun } from './transfer-run.ts';
import { startRun } from './transfer-run.ts';
import { transferReport } from './transfer-report.ts';

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
  /** Holds a running transfer at the next part of each layer; what is under way ends. */
  pause(id: string): void;
  /** Goes on after a pause; where expired credentials are waited for, looks at once whether they are good. */
  resume(id: string): void;
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
  /** Milliseconds from one look at expired credentials to the next. */
  readonly credentialsInterval?: number;
  /** Knows of uploads that an earlier run left unfinished. */
  readonly journal?: UploadJournal;
  readonly clock?: () => number;
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

export function createTransfers({
  plans,
  send,
  retryPolicy = patientRetryPolicy,
  parallelLayers,
  credentialsInterval = 5_000,
  journal = noJournal,
  clock = Date.now,
}: TransfersOptions): Transfers {
  const flights = createLayerFlights();
  const held = new Map<string, TransferRun>();
  const retries = new Map<string, Promise<Transfer>>();

  const get = (id: string): TransferRun => {
    const transfer = held.get(id);
    if (transfer) return transfer;
    throw new EngineError({
      code: 'invalid-input',
      message: 'This transfer is no longer listed.',
      retryable: false,
    });
  };

  const begin = (prepared: PreparedPlan): Transfer => {
    const [obstacle] = prepared.plan.obstacles;
    if (obstacle) throw new EngineError(obstacle);
    const options = { send, retryPolicy, credentialsInterval, flights, journal, parallelLayers, clock };
    const run = startRun(prepared, options);
    held.set(run.id, run);
    return run.progress.snapshot();
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
    cancel: (id) => get(id).cancel(),
    pause: (id) => get(id).pause(),
    resume: (id) => get(id).resume(),
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
      await Promise.all([...held.values()].map((run) => run.cancel()));
    },
  };
}
