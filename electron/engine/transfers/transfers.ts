import type { ReplicationRequest } from '../../../shared/models/plan.ts';
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
import { assertSameAccounts } from './assert-same-accounts.ts';
import type { TransferRun } from './transfer-run.ts';
import { startRun } from './transfer-run.ts';
import { transferReport } from './transfer-report.ts';
import type { TransferMemory, UnfinishedTransfer } from './unfinished-transfers.ts';
import { interruptedTransfer, movedTagsOf, noMemory, unfinishedTransfer } from './unfinished-transfers.ts';

/** The transfers of this run of the app, and those that the end of an earlier one interrupted. The newest first. */
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
  /** Somebody has signed in, given a code or changed the AWS files: all that wait for credentials look at once. */
  lookNow(): void;
  /**
   * Plans the same request anew and starts it in the old transfer's place; what is there already is not moved again.
   * Asked again meanwhile, it answers with the same transfer.
   * @throws EngineError `plan-outdated` when a tag would be moved that the first plan did not move, `wrong-account` when
   *   a profile acts in another account by now.
   */
  retry(id: string): Promise<Transfer>;
  /** What it did and how it was checked, for keeping. */
  report(id: string): TransferReport;
  /** Forgets a finished transfer. */
  remove(id: string): void;
  /** How many are running. */
  count(): number;
  cancelAll(): Promise<void>;
  /** Stops all because the app ends: they are listed as interrupted when it has started again. */
  leave(): Promise<void>;
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
  /** Remembers what had not ended when the app did. */
  readonly memory?: TransferMemory;
  readonly clock?: () => number;
}

/** One row of the list: a run of this process, or what the end of an earlier one left. */
interface Listed {
  readonly request: ReplicationRequest;
  /** Tags that the person has agreed to move. */
  readonly movedTags: readonly string[];
  readonly run: TransferRun | undefined;
  snapshot(): Transfer;
}

const listRun = (run: TransferRun): Listed => ({
  request: run.plan.request,
  movedTags: movedTagsOf(run.plan),
  run,
  snapshot: () => run.progress.snapshot(),
});

const listInterrupted = (unfinished: UnfinishedTransfer): Listed => ({
  request: unfinished.request,
  movedTags: unfinished.movedTags,
  run: undefined,
  snapshot: () => interruptedTransfer(unfinished),
});

const outdated = (tag: string): EngineError =>
  new EngineError({
    code: 'plan-outdated',
    message: `Tag ${tag} now points at another image at the destination. Start the replication anew to see and confirm the change.`,
    side: 'destination',
    retryable: false,
    action: 'plan-again',
  });

const notListed = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'This transfer is no longer listed.',
    retryable: false,
  });

const noReport = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'The app ended while this transfer ran: there is no report of it. Resume it to get one.',
    retryable: false,
  });

export function createTransfers({
  plans,
  send,
  retryPolicy = patientRetryPolicy,
  parallelLayers,
  credentialsInterval = 5_000,
  journal = noJournal,
  memory = noMemory,
  clock = Date.now,
}: TransfersOptions): Transfers {
  const flights = createLayerFlights();
  const held = new Map(memory.unfinished.map((each) => [each.id, listInterrupted(each)]));
  const retries = new Map<string, Promise<Transfer>>();
  let isLeaving = false;

  const get = (id: string): Listed => {
    const transfer = held.get(id);
    if (transfer) return transfer;
    throw notListed();
  };
  const runs = (): readonly TransferRun[] => [...held.values()].flatMap(({ run }) => run ?? []);
  const cancelAll = async (): Promise<void> => {
    await Promise.all(runs().map((run) => run.cancel()));
  };

  const remember = async ({ id, plan, progress, ended }: TransferRun): Promise<void> => {
    memory.keep(unfinishedTransfer(plan, progress.snapshot()));
    await ended;
    if (!isLeaving || progress.state().kind !== 'cancelled') memory.forget(id);
  };

  const begin = (prepared: PreparedPlan): Transfer => {
    const [obstacle] = prepared.plan.obstacles;
    if (obstacle) throw new EngineError(obstacle);
    const options = { send, retryPolicy, credentialsInterval, flights, journal, parallelLayers, clock };
    const run = startRun(prepared, options);
    held.set(run.id, listRun(run));
    void remember(run);
    return run.progress.snapshot();
  };

  const retry = async (id: string): Promise<Transfer> => {
    const listed = get(id);
    const prepared = await plans.create(listed.request);
    assertSameAccounts(prepared.plan, listed.snapshot());
    const confirmed = new Set(listed.movedTags);
    const unconfirmed = movedTagsOf(prepared.plan).find((tag) => !confirmed.has(tag));
    if (unconfirmed !== undefined) throw outdated(unconfirmed);
    const transfer = begin(prepared);
    held.delete(id);
    memory.forget(id);
    return transfer;
  };

  return {
    list: () => [...held.values()].map((listed) => listed.snapshot()).toReversed(),
    start(planId) {
      const started = runs().find(({ plan }) => plan.id === planId);
      return started ? started.progress.snapshot() : begin(plans.get(planId));
    },
    cancel: async (id) => get(id).run?.cancel(),
    pause: (id) => get(id).run?.pause(),
    resume: (id) => get(id).run?.resume(),
    lookNow() {
      for (const run of runs()) run.lookNow();
    },
    retry(id) {
      const underWay = retries.get(id) ?? retry(id).finally(() => retries.delete(id));
      retries.set(id, underWay);
      return underWay;
    },
    report(id) {
      const { run } = get(id);
      if (!run) throw noReport();
      return transferReport(run.plan, run.progress.snapshot());
    },
    remove(id) {
      if (!isFinished(get(id).snapshot().state)) return;
      held.delete(id);
      memory.forget(id);
    },
    count: () => runs().filter(({ progress }) => !isFinished(progress.state())).length,
    cancelAll,
    leave() {
      isLeaving = true;
      return cancelAll();
    },
  };
}
