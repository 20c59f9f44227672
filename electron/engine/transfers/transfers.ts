import { findRefusals } from '../../../shared/models/plan.ts';
import type { Throughput } from '../../../shared/models/throughput.ts';
import type { TransferLog } from '../../../shared/models/transfer-log.ts';
import type { Transfer, TransferStatus, TransferUpdate } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { TransferReport } from '../../../shared/models/verification.ts';
import { createComputerSleep } from '../async/computer-sleep.ts';
import type { RetryPolicy } from '../async/retry.ts';
import { patientRetryPolicy } from '../async/retry.ts';
import { EngineError } from '../errors/engine-error.ts';
import { toHistoryEntry } from '../history/history-entry.ts';
import type { Plans, PreparedPlan } from '../plan/plan-store.ts';
import { createMountableLayers } from '../replication/mountable-layers.ts';
import type { Bandwidth } from '../replication/scheduler/bandwidth.ts';
import { createInFlightUploads } from '../replication/scheduler/in-flight-uploads.ts';
import type { UploadJournal } from '../replication/upload/upload-journal.ts';
import { noJournal } from '../replication/upload/upload-journal.ts';
import { createThroughputMeter } from './progress/throughput-meter.ts';
import { createTransferReport } from './progress/transfer-report.ts';
import { createTransferList } from './queue/transfer-list.ts';
import type { TransferLimits } from './queue/transfer-queue.ts';
import { createTransferQueue } from './queue/transfer-queue.ts';
import type { RetryTransfers } from './retry-transfers.ts';
import { createRetryTransfers } from './retry-transfers.ts';
import { createRepositoryCreation } from './run/repository-creation.ts';
import { noReport } from './run/transfer-errors.ts';
import type { RunOptions, TransferRun } from './run/transfer-run.ts';
import { createRun } from './run/transfer-run.ts';
import { toQueuedTransfer } from './store/queued-transfer.ts';
import type { RecordChange, TransferStore } from './store/transfer-store.ts';
import { noStore } from './store/transfer-store.ts';

/** The transfers of this process, and those that the end of an earlier process interrupted. */
export interface Transfers extends RetryTransfers {
  /** The newest first. */
  list(): readonly Transfer[];
  /** The statuses of the transfers of this process. */
  statuses(): readonly TransferStatus[];
  /**
   * Queues a plan; it starts at once when the limits allow it. A second call with the same plan returns the same transfer.
   *
   * @throws EngineError `plan-outdated` when the plan is no longer cached, or the first blocker of a plan that can copy
   *   nothing.
   */
  start(planId: string): Transfer;
  /** The ids of the waiting transfers, in the order in which they start. */
  queue(): readonly string[];
  /** Moves a waiting transfer before another waiting one, or to the end when `before` is null. */
  move(id: string, before: string | null): void;
  /** To be called after `limits` changed: starts the transfers that the new limits allow. */
  limitsChanged(): void;
  /** Stops a transfer. Resolves when it sends no more requests. */
  cancel(id: string): Promise<void>;
  /** Pauses a transfer before the next part of each layer; pending requests finish. */
  pause(id: string): void;
  /** Ends a pause; checks expired credentials at once. */
  resume(id: string): void;
  /** To be called when the computer is suspended: no request is sent, and failures from now on use up no retry. */
  suspend(): void;
  /** To be called when the computer has resumed: suspended transfers continue, paused ones stay paused. */
  resumeAll(): void;
  /** To be called after a sign-in, an MFA code or a change of the AWS files: checks expired credentials at once. */
  checkNow(): void;
  /**
   * Plans the request of a transfer again and replaces the transfer; what is at the destination is not copied again.
   *
   * @throws EngineError `plan-outdated` when a tag would be moved that the first plan did not move, `wrong-account` when
   *   a profile belongs to another account now.
   */
  retry(id: string): Promise<Transfer>;
  /**
   * Plans and queues a new transfer of the images that did not succeed.
   *
   * @throws EngineError `invalid-input` when the transfer is not finished, or no image failed.
   */
  retryFailed(id: string): Promise<Transfer>;
  /** The log lines after the one with the number `after`, or all lines that are in memory. */
  log(id: string, after?: number): TransferLog;
  /** The throughput of one transfer, or of all together. */
  throughput(id?: string): Throughput;
  /** @throws EngineError `invalid-input` for an interrupted transfer. */
  report(id: string): TransferReport;
  /** Removes a finished transfer from the list. */
  remove(id: string): void;
  /** How many transfers are not finished. */
  count(): number;
  cancelAll(): Promise<void>;
  /** Stops all transfers because the app quits: the next process lists them as interrupted. */
  leave(): Promise<void>;
}

/** Times are milliseconds. */
export interface TransfersOptions {
  readonly plans: Plans;
  readonly send: (update: TransferUpdate) => void;
  readonly retryPolicy?: RetryPolicy;
  /** Read whenever a transfer may start. */
  readonly limits?: () => TransferLimits;
  /** Shared by all transfers; unlimited when absent. */
  readonly bandwidth?: Bandwidth;
  /** Between two checks of expired credentials. */
  readonly credentialsInterval?: number;
  /** Unfinished uploads of earlier processes. */
  readonly journal?: UploadJournal;
  /** Stores the queue and the history. */
  readonly store?: TransferStore;
  /** Called when transfers were added, removed or reordered. */
  readonly listChanged?: () => void;
  /** Called when a transfer is finished, except when the app quits. */
  readonly ended?: (transfer: Transfer) => void;
  /** Since 1970. */
  readonly clock?: () => number;
  readonly stallLimits?: RunOptions['stallLimits'];
}

const noLimits: TransferLimits = { atOnce: Infinity, layersAtOnce: undefined };

const queuedChange = ({ plan, progress }: TransferRun): RecordChange => ({
  kind: 'queued',
  transfer: toQueuedTransfer(plan, progress.snapshot()),
});

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
  const listed = createTransferList();
  const sleep = createComputerSleep();
  const total = createThroughputMeter(clock());
  let isLeaving = false;

  let isCreated = false;
  store.onQueueRead((transfers) => {
    listed.addInterrupted(transfers);
    if (isCreated) listChanged();
  });
  isCreated = true;

  const queue = createTransferQueue({
    limits,
    isAsleep: () => sleep.isAsleep,
    started(run) {
      store.change(queuedChange(run));
      listChanged();
    },
  });

  const runOptions: RunOptions = {
    send,
    retryPolicy,
    sleep,
    credentialsInterval,
    inFlightUploads: createInFlightUploads(),
    mountable: createMountableLayers(),
    repositoryCreation: createRepositoryCreation(clock),
    journal,
    bandwidth,
    total,
    stateChanged: queue.advance,
    clock,
    stallLimits,
  };

  const recordEnd = async ({ plan, progress, ended }: TransferRun): Promise<void> => {
    await ended;
    if (isLeaving && progress.state().kind === 'cancelled') return;
    const transfer = progress.snapshot();
    store.change({ kind: 'finished', entry: toHistoryEntry(plan, transfer) });
    notifyEnded(transfer);
  };

  const enqueue = (prepared: PreparedPlan, replacedId?: string): Transfer => {
    const [refusal] = findRefusals(prepared.plan);
    if (refusal) throw new EngineError(refusal);
    const run = createRun(prepared, runOptions);
    listed.add(run);
    queue.add(run);
    if (replacedId === undefined) store.change(queuedChange(run));
    else {
      listed.remove(replacedId);
      store.change(queuedChange(run), { kind: 'removed', id: replacedId });
    }
    void recordEnd(run);
    queue.advance();
    listChanged();
    return run.progress.snapshot();
  };

  const cancelAll = async (): Promise<void> => {
    await Promise.all(listed.runs().map((run) => run.cancel()));
  };

  return {
    ...createRetryTransfers({ plans, listed, enqueue }),
    statuses: () => listed.runs().map(({ progress }) => progress.status()),
    list: listed.snapshots,
    start(planId) {
      const started = listed.runs().find(({ plan }) => plan.id === planId);
      return started ? started.progress.snapshot() : enqueue(plans.get(planId));
    },
    queue: queue.waiting,
    move(id, before) {
      queue.move(id, before);
      store.change({ kind: 'reordered', ids: queue.waiting() });
      listChanged();
    },
    limitsChanged: queue.advance,
    cancel: async (id) => listed.get(id).run?.cancel(),
    pause: (id) => listed.get(id).run?.pause(),
    resume: (id) => listed.get(id).run?.resume(),
    suspend() {
      sleep.suspend();
      for (const run of listed.runs()) run.sleepChanged();
    },
    resumeAll() {
      sleep.resume();
      for (const run of listed.runs()) run.sleepChanged();
      queue.advance();
    },
    checkNow() {
      for (const run of listed.runs()) run.checkNow();
    },
    log: (id, after) => listed.get(id).run?.log.read(after) ?? { entries: [], forgotten: 0 },
    throughput(id) {
      const meter = id === undefined ? total : listed.get(id).run?.throughput;
      return (meter ?? createThroughputMeter(clock())).read(clock());
    },
    report(id) {
      const { run } = listed.get(id);
      if (!run) throw noReport();
      return createTransferReport(run.plan, run.progress.snapshot());
    },
    remove(id) {
      if (!isFinished(listed.get(id).snapshot().state)) return;
      listed.remove(id);
      store.change({ kind: 'removed', id });
      listChanged();
    },
    count: () => listed.runs().filter(({ progress }) => !isFinished(progress.state())).length,
    cancelAll,
    leave() {
      isLeaving = true;
      queue.close();
      return cancelAll();
    },
  };
}
