import type { AccountProtection } from '../../../shared/models/account.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import type { Link, MeasuredSpeed } from '../../../shared/models/plan-estimate.ts';
import { estimatePlanTime, linkOf } from '../../../shared/models/plan-estimate.ts';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { createComputerSleep } from '../async/computer-sleep.ts';
import type { RetryPolicy } from '../async/retry.ts';
import { patientRetryPolicy } from '../async/retry.ts';
import { EngineError } from '../errors/engine-error.ts';
import { toHistoryEntry } from './store/history-entry.ts';
import type { Plans, PreparedPlan } from '../plan/plan-store.ts';
import { createTagWrites } from '../replication/tag-writes.ts';
import { createMountableLayers } from '../replication/upload/mountable-layers.ts';
import type { Bandwidth } from '../async/bandwidth.ts';
import { createInFlightUploads } from '../replication/scheduler/in-flight-uploads.ts';
import type { UploadJournal } from '../replication/upload/upload-journal.ts';
import { noJournal } from '../replication/upload/upload-journal.ts';
import { createConfirmations } from '../account-protection/account-protection.ts';
import type { ControlTransfers } from './control-transfers.ts';
import { createControlTransfers } from './control-transfers.ts';
import type { InspectTransfers } from './inspect-transfers.ts';
import { createInspectTransfers } from './inspect-transfers.ts';
import { createThroughputMeter } from './progress/throughput-meter.ts';
import { createTransferList } from './queue/transfer-list.ts';
import type { TransferLimits } from './queue/transfer-queue.ts';
import { createTransferQueue } from './queue/transfer-queue.ts';
import type { RetryTransfers } from './retry-transfers.ts';
import { createRetryTransfers } from './retry-transfers.ts';
import { createRepositoryCreation } from './run/repository-creation.ts';
import type { RunOptions, TransferRun } from './run/transfer-run.ts';
import { createRun } from './run/transfer-run.ts';
import { toQueuedTransfer } from './store/queued-transfer.ts';
import type { RecordChange, TransferStore } from './store/transfer-store.ts';
import { noStore } from './store/transfer-store.ts';

/** The transfers of this process, and those that the end of an earlier process interrupted. */
export interface Transfers extends ControlTransfers, InspectTransfers, RetryTransfers {
  /**
   * Queues a plan; it starts at once when the limits allow it. A second call with the same plan returns the same transfer.
   *
   * @param confirmation what the user typed to confirm that a protected account is written to.
   * @throws EngineError `plan-outdated` when the plan is no longer cached, `account-protected` without the confirmation,
   *   or the first blocker of a plan that can copy nothing.
   */
  start(planId: string, confirmation?: string): Transfer;
  /** Starts all of these plans, or none. @throws what `start` throws for the first of them that cannot be started. */
  startAll(planIds: readonly string[], confirmation?: string): readonly Transfer[];
  /**
   * Stops all transfers because the app quits: the next process lists them as interrupted, except those that the user has
   * cancelled.
   */
  stopForQuit(): Promise<void>;
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
  /** The accounts that need a confirmation; none when absent. */
  readonly protection?: () => AccountProtection;
  /** Stores the queue and the history. */
  readonly store?: TransferStore;
  /** Called when transfers were added, removed or reordered. */
  readonly onListChanged?: () => void;
  /** Called when a transfer is finished, except when the app quits. */
  readonly onFinished?: (transfer: Transfer) => void;
  /** Measures the link of a plan, for the estimate that the history compares with the duration. Never rejects. */
  readonly measureLink?: (link: Link) => Promise<MeasuredSpeed | undefined>;
  /** Called with what transfers and their scheduler do and decide, one line each. */
  readonly trace?: (text: string) => void;
  /** Since 1970. */
  readonly clock?: () => number;
  readonly stallLimits?: RunOptions['stallLimits'];
}

const noLimits: TransferLimits = { atOnce: Infinity, layersAtOnce: undefined };

/** Whether a run left images that it did not copy. */
const hasRest = ({ plan, progress }: TransferRun): boolean =>
  plan.images.some((_, index) => progress.imageState(index)?.kind === 'cancelled');

const queuedChange = ({ plan, progress }: TransferRun): RecordChange => ({
  kind: 'queued',
  transfer: toQueuedTransfer(plan, progress.snapshot()),
});

/** @throws EngineError the first reason why the plan can copy nothing. */
function assertStartable({ plan }: PreparedPlan): void {
  const [refusal] = findRefusals(plan);
  if (refusal) throw new EngineError(refusal);
}

/** Lists the transfers that an earlier process left in the queue; they start when they are retried. */
export function createTransfers({
  plans,
  send,
  retryPolicy = patientRetryPolicy,
  limits = () => noLimits,
  bandwidth,
  credentialsInterval = 5_000,
  journal = noJournal,
  protection = () => ({ kind: 'known', notes: {} }),
  store = noStore,
  onListChanged = () => undefined,
  onFinished = () => undefined,
  measureLink = () => Promise.resolve(undefined),
  trace = () => undefined,
  clock = Date.now,
  stallLimits,
}: TransfersOptions): Transfers {
  const listed = createTransferList();
  const sleep = createComputerSleep();
  const total = createThroughputMeter(clock());
  /** The runs that the quitting of the app stops. */
  const stoppedByQuit = new Set<TransferRun>();

  let isCreated = false;
  store.onQueueRead((transfers) => {
    listed.addInterrupted(transfers);
    if (isCreated) onListChanged();
  });
  isCreated = true;

  const queue = createTransferQueue({
    limits,
    trace,
    isAsleep: () => sleep.isAsleep,
    started(run) {
      store.change(queuedChange(run));
      onListChanged();
    },
  });

  const runOptions: RunOptions = {
    send,
    retryPolicy,
    sleep,
    credentialsInterval,
    inFlightUploads: createInFlightUploads(),
    mountable: createMountableLayers(),
    tagWrites: createTagWrites(),
    repositoryCreation: createRepositoryCreation(),
    journal,
    bandwidth,
    total,
    trace,
    stateChanged: queue.advance,
    clock,
    stallLimits,
  };

  const recordEnd = async (run: TransferRun): Promise<void> => {
    const { plan, progress, ended } = run;
    const link = linkOf(plan);
    let measured: MeasuredSpeed | undefined;
    // The end is recorded at once, whether the link is measured by then or not.
    if (link) void measureLink(link).then((speed) => (measured = speed));
    await ended;
    // The rest is copied when the next process resumes the transfer, also when one of its images has failed.
    if (stoppedByQuit.has(run) && hasRest(run)) return;
    const transfer = progress.snapshot();
    const estimate = estimatePlanTime(plan, measured);
    const seconds = estimate.kind === 'known' ? estimate.seconds : undefined;
    store.change({ kind: 'finished', entry: toHistoryEntry(plan, transfer, seconds) });
    onFinished(transfer);
  };

  const enqueue = (prepared: PreparedPlan, replacedId?: string): Transfer => {
    assertStartable(prepared);
    const run = createRun(prepared, runOptions);
    listed.add(run);
    queue.add(run);
    if (replacedId === undefined) store.change(queuedChange(run));
    else {
      listed.forget(replacedId);
      store.change(queuedChange(run), { kind: 'removed', id: replacedId });
    }
    void recordEnd(run);
    queue.advance();
    onListChanged();
    return run.progress.snapshot();
  };

  const confirmations = createConfirmations(protection);
  const assertConfirmed = (planId: string, confirmation: string | undefined): boolean =>
    confirmations.assert(plans.get(planId).plan.destination.registryId, confirmation);

  const start: Transfers['start'] = (planId, confirmation) => {
    const started = listed.runs().find(({ plan }) => plan.id === planId);
    if (started) return started.progress.snapshot();
    const isConfirmed = assertConfirmed(planId, confirmation);
    const transfer = enqueue(plans.get(planId));
    if (isConfirmed) confirmations.add(transfer.id);
    return transfer;
  };

  const control = createControlTransfers({ listed, queue, sleep, store, onListChanged });

  return {
    ...control,
    ...createInspectTransfers({ listed, total, clock }),
    ...createRetryTransfers({ plans, listed, confirmations, enqueue }),
    start,
    startAll(planIds, confirmation) {
      for (const planId of planIds) {
        assertConfirmed(planId, confirmation);
        assertStartable(plans.get(planId));
      }
      return planIds.map((planId) => start(planId, confirmation));
    },
    stopForQuit() {
      queue.close();
      for (const run of listed.runs()) if (!run.isOver()) stoppedByQuit.add(run);
      return control.cancelAll();
    },
  };
}
