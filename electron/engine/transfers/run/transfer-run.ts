import { randomUUID } from 'node:crypto';
import type { Plan } from '../../../../shared/models/plan.ts';
import type { TransferState, TransferUpdate } from '../../../../shared/models/transfer.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { Bandwidth } from '../../async/bandwidth.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import type { LayerScheduler } from '../../replication/scheduler/layer-scheduler.ts';
import type { InFlightUploads } from '../../replication/scheduler/in-flight-uploads.ts';
import type { MountableLayers } from '../../replication/mountable-layers.ts';
import type { EventSink } from '../../replication/replication-event.ts';
import type { ReplicatorOptions } from '../../replication/replicator.ts';
import { createReplicator } from '../../replication/replicator.ts';
import type { UploadJournal } from '../../replication/upload/upload-journal.ts';
import type { ComputerSleep } from '../../async/computer-sleep.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { rejectOnAbort } from '../../async/abort.ts';
import { bindRun } from './bind-run.ts';
import type { CreatedRepositories } from './created-repositories.ts';
import { describeEvent, describeStall } from '../progress/describe-event.ts';
import type { EventLog } from '../progress/event-log.ts';
import { createEventLog } from '../progress/event-log.ts';
import type { NetworkMonitor } from './network-monitor.ts';
import { createNetworkMonitor } from './network-monitor.ts';
import { observeRun } from './observe-run.ts';
import type { RunControl } from './run-control.ts';
import { createRunControl } from './run-control.ts';
import { runPlan } from './run-plan.ts';
import type { TransferProgress } from '../progress/transfer-progress.ts';
import { createTransferProgress } from '../progress/transfer-progress.ts';
import type { ThroughputMeter } from '../progress/throughput-meter.ts';
import { createThroughputMeter } from '../progress/throughput-meter.ts';
import type { SnapshotNotifier } from '../progress/snapshot-notifier.ts';
import { createSnapshotNotifier } from '../progress/snapshot-notifier.ts';

/** One plan that waits for its turn, is on its way, or at its end. */
export interface TransferRun {
  readonly id: string;
  readonly plan: Plan;
  readonly progress: TransferProgress;
  readonly log: EventLog;
  readonly throughput: ThroughputMeter;
  /** Resolves when nothing of it is under way any more. */
  readonly ended: Promise<void>;
  /** Its turn has come. @param budget shared with all that are on their way. */
  begin(budget: LayerScheduler): void;
  pause(): void;
  resume(): void;
  /** Looks at once whether credentials that are waited for are good. */
  checkNow(): void;
  /** To be called when the computer has been suspended or has resumed. */
  sleepChanged(): void;
  cancel(): Promise<void>;
}

export interface RunOptions {
  readonly send: (update: TransferUpdate) => void;
  readonly retryPolicy: RetryPolicy;
  /** Shared by all runs. */
  readonly sleep: ComputerSleep;
  /** Milliseconds from one look at expired credentials to the next. */
  readonly credentialsInterval: number;
  /** Shared by all runs. */
  readonly inFlightUploads: InFlightUploads;
  readonly mountable: MountableLayers;
  readonly created: CreatedRepositories;
  readonly journal: UploadJournal;
  /** Shared by all runs; no cap when undefined. */
  readonly bandwidth: Bandwidth | undefined;
  /** Counts the bytes of all runs. */
  readonly total: ThroughputMeter;
  /** Called after every change of state. */
  readonly stateChanged: () => void;
  readonly clock: () => number;
  /** Milliseconds without a sign of life that count as a stall, and from one look to the next. */
  readonly stallLimits?: { readonly limit: number; readonly interval: number } | undefined;
}

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

interface RunParts extends RunOptions {
  readonly progress: TransferProgress;
  readonly control: RunControl;
  readonly signal: AbortSignal;
  readonly feed: SnapshotNotifier;
  readonly log: EventLog;
  readonly monitor: NetworkMonitor;
  /** Resolves when its turn has come. */
  readonly turn: Promise<LayerScheduler>;
}

/** An endpoint that the plan did not reach is tried again later, and what was planned as possible may yet fall back. */
const uploadMethodOf = ({
  way,
  request,
}: Plan): Pick<ReplicatorOptions, 'uploadMethod' | 'registryUnavailable'> => ({
  uploadMethod: request.options.uploadMethod,
  registryUnavailable: way.kind === 'api' && way.because === 'registry-unavailable' ? way.error : undefined,
});

async function execute(prepared: PreparedPlan, parts: RunParts): Promise<void> {
  const {
    progress,
    control,
    signal,
    feed,
    clock,
    retryPolicy,
    inFlightUploads,
    created,
    journal,
    bandwidth,
  } = parts;
  const { log, turn, mountable } = parts;
  const sizes = new Map(prepared.plan.blobs.map(({ digest, size }) => [digest, size]));
  const emit: EventSink = (event) => {
    const line = describeEvent(event, (digest) => sizes.get(digest) ?? 0);
    if (line) log.add(line.level, line.text);
    if (event.kind === 'layer-bytes') parts.monitor.signOfLife();
    if (progress.apply(event)) feed.stateChanged();
    else feed.bytesMoved();
  };
  const options: ReplicatorOptions = {
    signal,
    emit,
    retryPolicy,
    inFlightUploads,
    mountable,
    journal,
    pauseSignal: control.pauseSignal,
    ...uploadMethodOf(prepared.plan),
  };
  try {
    const replicator = createReplicator({ ...options, scheduler: await rejectOnAbort(turn, signal) });
    const bound = bindRun(prepared, control.work, bandwidth);
    await runPlan(bound, {
      replicator,
      progress,
      created,
      signal,
      imageChanged: () => feed.stateChanged(),
    });
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
    parts.monitor.close();
    feed.close();
    parts.stateChanged();
  }
}

/** Makes a run that waits for its turn. */
export function createRun(prepared: PreparedPlan, options: RunOptions): TransferRun {
  const { send, retryPolicy, sleep, credentialsInterval, clock, total } = options;
  const { plan } = prepared;
  const id = randomUUID();
  const controller = new AbortController();
  const { signal } = controller;
  const log = createEventLog(clock);
  const throughput = createThroughputMeter(clock());
  const progress = createTransferProgress(
    id,
    plan,
    clock,
    observeRun({ plan, log, meters: [throughput, total], begunAt: () => progress.begunAt() }),
  );
  const feed = createSnapshotNotifier(() => progress.takeUpdate(), send);
  const turn = Promise.withResolvers<LayerScheduler>();
  const isOver = (): boolean => signal.aborted || isFinished(progress.state());
  const hasBegun = (): boolean => progress.begunAt() !== undefined;
  const monitor = createNetworkMonitor({
    isActive: () => !isOver() && progress.state().kind === 'running',
    clock,
    ...options.stallLimits,
    changed(stall) {
      const { level, text } = describeStall(stall);
      if (!isOver()) log.add(level, text);
      progress.setStall(stall);
      feed.stateChanged();
    },
  });
  const control = createRunControl({
    monitor,
    retryPolicy,
    sleep,
    credentialsInterval,
    signal,
    changed() {
      if (isOver()) return;
      const state = control.state();
      const isInOrder = state.kind === 'running' || state.kind === 'suspended';
      progress.setState(isInOrder && !hasBegun() ? { kind: 'waiting' } : state);
      feed.stateChanged();
      options.stateChanged();
    },
  });
  const ended = execute(prepared, {
    ...options,
    progress,
    control,
    signal,
    feed,
    log,
    monitor,
    turn: turn.promise,
  });

  return {
    id,
    plan,
    progress,
    log,
    throughput,
    ended,
    begin(budget) {
      if (isOver() || hasBegun()) return;
      progress.begin();
      feed.stateChanged();
      turn.resolve(budget);
    },
    pause() {
      if (!isOver()) control.pause();
    },
    resume() {
      if (!isOver()) control.resume();
    },
    checkNow: () => control.checkNow(),
    sleepChanged() {
      if (!isOver()) control.sleepChanged();
    },
    async cancel() {
      if (!isOver()) {
        progress.setState({ kind: 'cancelling' });
        send(progress.takeUpdate());
        controller.abort();
      }
      await ended;
    },
  };
}
