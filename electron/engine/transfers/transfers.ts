import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { refusalsOf } from '../../../shared/models/plan.ts';
import type { Throughput } from '../../../shared/models/throughput.ts';
import type { TransferLog } from '../../../shared/models/transfer-log.ts';
import type { Transfer, TransferStatus, TransferUpdate } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { TransferReport } from '../../../shared/models/verification.ts';
import type { Bandwidth } from '../async/bandwidth.ts';
import { EngineError } from '../errors/engine-error.ts';
import { historyEntry } from '../history/history-entry.ts';
import type { Plans, PreparedPlan } from '../plan/plan-store.ts';
import { createInFlightUploads } from '../replication/scheduler/in-flight-uploads.ts';
import { createMountableLayers } from '../replication/mountable-layers.ts';
import type { UploadJournal } from '../replication/upload/upload-journal.ts';
import { noJournal } from '../replication/upload/upload-journal.ts';
import { createComputerSleep } from '../async/computer-sleep.ts';
import type { RetryPolicy } from '../async/retry.ts';
import { patientRetryPolicy } from '../async/retry.ts';
import { assertSameAccounts } from './run/assert-same-accounts.ts';
import { failedPart } from './progress/failed-part.ts';
import { createdRepositories } from './run/created-repositories.ts';
import type { ListedTransfer } from './queue/listed-transfer.ts';
import { listInterrupted, listRun } from './queue/listed-transfer.ts';
import { createThroughputMeter } from './progress/throughput-meter.ts';
import { noReport, notFinished, nothingFailed, notListed, tagMovedSince } from './run/transfer-errors.ts';
import type { TransferLimits } from './queue/transfer-queue.ts';
import { createTransferQueue } from './queue/transfer-queue.ts';
import { transferReport } from './progress/transfer-report.ts';
import type { TransferRun } from './run/transfer-run.ts';
import { createRun } from './run/transfer-run.ts';
import { queuedChange } from './queue/queued-change.ts';
import { movedTagsOf } from './store/queued-transfer.ts';
import type { TransferStore } from './store/transfer-store.ts';
import { noStore } from './store/transfer-store.ts';

/** The transfers of this run of the app, and those that the end of an earlier one interrupted. The newest first. */
export interface Transfers {
  list(): readonly Transfer[];
  /** Of those of this run of the app, without what is long. */
  statuses(): readonly TransferStatus[];
  /**
   * Puts the plan that was shown into the queue, once: asked again, as by a double click, it answers with the same
   * transfer. It begins at once where there is room.
   * @throws EngineError when the plan is gone, or nothing of it can be copied.
   */
  start(planId: string): Transfer;
  /** The ids of those that wait, in the order in which their turn comes. */
  queue(): readonly string[];
  /** Puts a waiting one before another waiting one, or at the end. */
  move(id: string, before: string | null): void;
  /** More may go on at once now, or less. */
  limitsChanged(): void;
  /** Stops a running transfer; resolves when nothing of it is under way any more. */
  cancel(id: string): Promise<void>;
  /** Holds a running transfer at the next part of each layer; what is under way ends. */
  pause(id: string): void;
  /** Goes on after a pause; where expired credentials are waited for, looks at once whether they are good. */
  resume(id: string): void;
  /** The computer goes to sleep: no request goes out any more, and what fails from now on spends no retry. */
  suspend(): void;
  /** The computer is awake again: all that were suspended continue at once; what a person has paused stays paused. */
  resumeAll(): void;
  /** Somebody has signed in, given a code or changed the AWS files: all that wait for credentials look at once. */
  checkNow(): void;
  /**
   * Plans the same request anew and starts it in the old transfer's place; what is there already is not moved again.
   * Asked again meanwhile, it answers with the same transfer.
   * @throws EngineError `plan-outdated` when a tag would be moved that the first plan did not move, `wrong-account` when
   *   a profile acts in another account by now.
   */
  retry(id: string): Promise<Transfer>;
  /**
   * Plans and starts a new transfer of those images alone that did not get there.
   * @throws EngineError when it has not ended, or all images did.
   */
  retryFailed(id: string): Promise<Transfer>;
  /** What happened: the lines after the one with this number, or all that are in memory. */
  log(id: string, after?: number): TransferLog;
  /** Of one transfer, or of all together. */
  throughput(id?: string): Throughput;
  /** What it did and how it was checked, for keeping. */
  report(id: string): TransferReport;
  /** Forgets a finished transfer. */
  remove(id: string): void;
  /** How many have not ended: they run, wait or are paused. */
  count(): number;
  cancelAll(): Promise<void>;
  /** Stops all because the app ends: they are listed as interrupted when it has started again. */
  leave(): Promise<void>;
}

export interface TransfersOptions {
  readonly plans: Plans;
  readonly send: (update: TransferUpdate) => void;
  readonly retryPolicy?: RetryPolicy;
  /** How much goes on at once; asked anew whenever a transfer may begin. */
  readonly limits?: () => TransferLimits;
  /** Shared by all transfers; no cap when absent. */
  readonly bandwidth?: Bandwidth;
  /** Milliseconds from one look at expired credentials to the next. */
  readonly credentialsInterval?: number;
  /** Knows of uploads that an earlier run left unfinished. */
  readonly journal?: UploadJournal;
  /** Stores the queue, and how each transfer ended. */
  readonly store?: TransferStore;
  /** Transfers came or went, or wait in another order. */
  readonly listChanged?: () => void;
  /** A transfer has ended, whichever way but by the end of the app. */
  readonly ended?: (transfer: Transfer) => void;
  readonly clock?: () => number;
  /** When nothing moves that should, in milliseconds: without a sign of life, and from one look to the next. */
  readonly stallLimits?: { readonly limit: number; readonly interval: number };
}

const noLimits: TransferLimits = { atOnce: Infinity, layersAtOnce: undefined };

export function createTransfers({
  plans,
  send,
  retryPolicy = patientRetryPolicy,
  limits = () => noLimits,
  bandwidth,
  credentialsInterval = 5_000,
  journal = noJournal,
  store = noStore,
  listChanged = () => undefined,
  ended: notifyEnded = () => undefined,
  clock = Date.now,
  stallLimits,
}: TransfersOptions): Transfers {
  const inFlightUploads = createInFlightUploads();
  const mountable = createMountableLayers();
  const created = createdRepositories(clock);
  const sleep = createComputerSleep();
  const total = createThroughputMeter(clock());
  let listedTransfers = new Map<string, ListedTransfer>();
  const retries = new Map<string, Promise<Transfer>>();
  let isLeaving = false;

  let isCreated = false;
  store.onQueueRead((transfers) => {
    // Those of an earlier run are older than all others, also when the queue can be read only later.
    listedTransfers = new Map([
      ...transfers.map((each) => [each.id, listInterrupted(each)] as const),
      ...listedTransfers,
    ]);
    if (isCreated) listChanged();
  });
  isCreated = true;

  const queue = createTransferQueue({
    limits,
    isAsleep: () => sleep.isAsleep,
    begins(run) {
      store.change(queuedChange(run));
      listChanged();
    },
  });

  const get = (id: string): ListedTransfer => {
    const transfer = listedTransfers.get(id);
    if (transfer) return transfer;
    throw notListed();
  };
  const runs = (): readonly TransferRun[] => [...listedTransfers.values()].flatMap(({ run }) => run ?? []);
  const cancelAll = async (): Promise<void> => {
    await Promise.all(runs().map((run) => run.cancel()));
  };

  const follow = async ({ plan, progress, ended }: TransferRun): Promise<void> => {
    await ended;
    if (isLeaving && progress.state().kind === 'cancelled') return;
    const transfer = progress.snapshot();
    store.change({ kind: 'finished', entry: historyEntry(plan, transfer) });
    notifyEnded(transfer);
  };

  /** @param replaced the transfer whose place it takes in the list. */
  const enqueue = (prepared: PreparedPlan, replaced?: string): Transfer => {
    const [refusal] = refusalsOf(prepared.plan);
    if (refusal) throw new EngineError(refusal);
    const run = createRun(prepared, {
      send,
      retryPolicy,
      sleep,
      credentialsInterval,
      inFlightUploads,
      mountable,
      created,
      journal,
      bandwidth,
      total,
      stateChanged: queue.advance,
      clock,
      stallLimits,
    });
    listedTransfers.set(run.id, listRun(run));
    queue.add(run);
    if (replaced === undefined) store.change(queuedChange(run));
    else {
      listedTransfers.delete(replaced);
      store.change(queuedChange(run), { kind: 'removed', id: replaced });
    }
    void follow(run);
    queue.advance();
    listChanged();
    return run.progress.snapshot();
  };

  /** @throws EngineError `plan-outdated` when a tag would be moved that the person did not agree to move. */
  const planAgain = async (
    request: ReplicationRequest,
    movedTags: readonly string[],
  ): Promise<PreparedPlan> => {
    const prepared = await plans.create(request);
    const confirmed = new Set(movedTags);
    const unconfirmed = movedTagsOf(prepared.plan).find((tag) => !confirmed.has(tag));
    if (unconfirmed !== undefined) throw tagMovedSince(unconfirmed);
    return prepared;
  };

  const retry = async (id: string): Promise<Transfer> => {
    const listed = get(id);
    const prepared = await planAgain(listed.request, listed.movedTags);
    assertSameAccounts(prepared.plan, listed.snapshot());
    return enqueue(prepared, id);
  };

  const retryFailed = async (id: string): Promise<Transfer> => {
    const { request, movedTags, snapshot } = get(id);
    const { state, images } = snapshot();
    if (!isFinished(state)) throw notFinished();
    const part = failedPart(request, images);
    if (!part) throw nothingFailed();
    return enqueue(await planAgain(part, movedTags));
  };

  /** Asked again meanwhile, both answer with the same transfer. */
  const once = (key: string, work: () => Promise<Transfer>): Promise<Transfer> => {
    const pending = retries.get(key) ?? work().finally(() => retries.delete(key));
    retries.set(key, pending);
    return pending;
  };

  return {
    statuses: () => runs().map(({ progress }) => progress.status()),
    list: () => [...listedTransfers.values()].map((listed) => listed.snapshot()).toReversed(),
    start(planId) {
      const started = runs().find(({ plan }) => plan.id === planId);
      return started ? started.progress.snapshot() : enqueue(plans.get(planId));
    },
    queue: queue.waiting,
    move(id, before) {
      queue.move(id, before);
      store.change({ kind: 'reordered', ids: queue.waiting() });
      listChanged();
    },
    limitsChanged: queue.advance,
    cancel: async (id) => get(id).run?.cancel(),
    pause: (id) => get(id).run?.pause(),
    resume: (id) => get(id).run?.resume(),
    suspend() {
      sleep.suspend();
      for (const run of runs()) run.sleepChanged();
    },
    resumeAll() {
      sleep.resume();
      for (const run of runs()) run.sleepChanged();
      queue.advance();
    },
    checkNow() {
      for (const run of runs()) run.checkNow();
    },
    retry: (id) => once(id, () => retry(id)),
    retryFailed: (id) => once(`failed of ${id}`, () => retryFailed(id)),
    log: (id, after) => get(id).run?.log.read(after) ?? { entries: [], forgotten: 0 },
    throughput(id) {
      const { run } = id === undefined ? { run: { throughput: total } } : get(id);
      return (run?.throughput ?? createThroughputMeter(clock())).read(clock());
    },
    report(id) {
      const { run } = get(id);
      if (!run) throw noReport();
      return transferReport(run.plan, run.progress.snapshot());
    },
    remove(id) {
      if (!isFinished(get(id).snapshot().state)) return;
      listedTransfers.delete(id);
      store.change({ kind: 'removed', id });
      listChanged();
    },
    count: () => runs().filter(({ progress }) => !isFinished(progress.state())).length,
    cancelAll,
    leave() {
      isLeaving = true;
      queue.close();
      return cancelAll();
    },
  };
}
