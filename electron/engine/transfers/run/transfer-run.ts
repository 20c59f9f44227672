import { randomUUID } from 'node:crypto';
import type { Plan } from '../../../../shared/models/plan.ts';
import type { TransferUpdate } from '../../../../shared/models/transfer.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import type { LayerScheduler } from '../../replication/scheduler/layer-scheduler.ts';
import type { EventLog } from '../progress/event-log.ts';
import { createEventLog } from '../progress/event-log.ts';
import { createEventSink } from '../progress/event-sink.ts';
import { createSnapshotNotifier } from '../progress/snapshot-notifier.ts';
import type { ThroughputMeter } from '../progress/throughput-meter.ts';
import { createThroughputMeter } from '../progress/throughput-meter.ts';
import type { TransferEventSink } from '../progress/transfer-event.ts';
import type { TransferProgress } from '../progress/transfer-progress.ts';
import { createTransferProgress } from '../progress/transfer-progress.ts';
import type { SharedRunOptions } from './execute-run.ts';
import { executeRun } from './execute-run.ts';
import { createNetworkMonitor } from './network-monitor.ts';
import { createRunControl } from './run-control.ts';

/** One plan that waits in the queue, is being executed, or is finished. */
export interface TransferRun {
  readonly id: string;
  readonly plan: Plan;
  readonly progress: Omit<TransferProgress, 'apply'>;
  readonly log: EventLog;
  readonly throughput: ThroughputMeter;
  /** Resolves when the run is finished and sends no more requests. */
  readonly ended: Promise<void>;
  /** Whether it is finished, or is cancelled and finishes. */
  isOver(): boolean;
  /** Leaves the queue and starts to copy. @param scheduler shared by all running transfers. */
  start(scheduler: LayerScheduler): void;
  pause(): void;
  resume(): void;
  /** Checks expired credentials at once. */
  checkNow(): void;
  /** To be called after the computer was suspended or resumed. */
  sleepChanged(): void;
  cancel(): Promise<void>;
}

export interface RunOptions extends SharedRunOptions {
  readonly send: (update: TransferUpdate) => void;
  /** Counts the bytes of all runs. */
  readonly total: ThroughputMeter;
  /** Called with every line of the log of a run. */
  readonly trace: (text: string) => void;
  /** Called after every change of state. */
  readonly stateChanged: () => void;
  /** `limit`: time without progress that counts as a stall; `interval`: time between two checks. */
  readonly stallLimits?: { readonly limit: number; readonly interval: number } | undefined;
}

/** Creates a run, which waits until `start` is called. */
export function createRun(prepared: PreparedPlan, options: RunOptions): TransferRun {
  const { clock } = options;
  const { plan } = prepared;
  const id = randomUUID();
  const controller = new AbortController();
  const { signal } = controller;
  const layerScheduler = Promise.withResolvers<LayerScheduler>();
  const log = createEventLog(clock, (text) => options.trace(`Transfer ${id}: ${text}`));
  const throughput = createThroughputMeter(clock());
  const progress = createTransferProgress(id, plan, clock);
  const notifier = createSnapshotNotifier(() => progress.takeUpdate(), options.send);
  const isOver = (): boolean => signal.aborted || isFinished(progress.state());
  const hasStarted = (): boolean => progress.status().copyStartedAt !== undefined;

  const meters = [throughput, options.total];
  const applyEvent = createEventSink({ plan, progress, log, meters, notifier, clock });
  const emit: TransferEventSink = (event) => {
    if (event.kind === 'layer-bytes') monitor.reportActivity();
    applyEvent(event);
  };

  const monitor = createNetworkMonitor({
    isActive: () => !isOver() && progress.state().kind === 'running',
    clock,
    ...options.stallLimits,
    changed(stall) {
      if (!isOver()) emit({ kind: 'stall', stall });
    },
  });

  const control = createRunControl({
    ...options,
    monitor: {
      reportActivity: () => monitor.reportActivity(),
      reportFailure(error) {
        monitor.reportFailure(error);
        if (!isOver()) emit({ kind: 'call-failed', error: error.data });
      },
    },
    signal,
    changed() {
      if (isOver()) return;
      const state = control.state();
      const isInQueue = !hasStarted() && (state.kind === 'running' || state.kind === 'suspended');
      emit({ kind: 'transfer-state', state: isInQueue ? { kind: 'waiting' } : state });
      options.stateChanged();
    },
  });

  const execute = async (): Promise<void> => {
    await executeRun(prepared, {
      ...options,
      progress,
      emit,
      control,
      signal,
      layerScheduler: layerScheduler.promise,
    });
    monitor.close();
    notifier.close();
    options.stateChanged();
  };
  const ended = execute();

  return {
    id,
    plan,
    progress,
    log,
    throughput,
    ended,
    isOver,
    start(scheduler) {
      if (isOver() || hasStarted()) return;
      emit({ kind: 'transfer-started' });
      layerScheduler.resolve(scheduler);
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
        emit({ kind: 'transfer-state', state: { kind: 'cancelling' } });
        notifier.flush();
        controller.abort();
      }
      await ended;
    },
  };
}
