import { isFinished } from '../../../../shared/models/transfer.ts';
import type { LayerScheduler } from '../../replication/scheduler/layer-scheduler.ts';
import { createLayerScheduler } from '../../replication/scheduler/layer-scheduler.ts';
import type { TransferRun } from '../run/transfer-run.ts';

/** How much of all transfers runs at the same time. */
export interface TransferLimits {
  /** Transfers that run at the same time. */
  readonly atOnce: number;
  /** Layers that are copied at the same time, of all transfers together; adapted to the connection when undefined. */
  readonly layersAtOnce?: number | undefined;
}

/**
 * Starts transfers in their order, up to a limit. A transfer that is paused or waits for credentials makes room for the
 * next one. When it resumes it continues at once, even if that exceeds the limit.
 */
export interface TransferQueue {
  add(run: TransferRun): void;
  /** The ids of the transfers that have not started, in the order in which they start. */
  readonly waiting: () => readonly string[];
  /**
   * Moves a waiting transfer before another one, or to the end when `before` is null. Before one that has started meanwhile
   * is the first place; one that ended without a start has no place, so that nothing is moved.
   */
  move(id: string, before: string | null): void;
  /** To be called when the state of a run or a limit changed: starts the runs that the limits allow. */
  readonly advance: () => void;
  /** Starts no more runs. */
  close(): void;
}

interface QueuePorts {
  readonly limits: () => TransferLimits;
  /** Called with each decision of the scheduler of layers. */
  readonly trace: (text: string) => void;
  /** No run starts while the computer is asleep. */
  readonly isAsleep: () => boolean;
  /** Called after a run has started. */
  readonly started: (run: TransferRun) => void;
}

/** Runs that start while the setting is unchanged share one layer scheduler. */
function createSchedulerSource(
  trace: (text: string) => void,
): (layersAtOnce: number | undefined) => LayerScheduler {
  let shared: { readonly layersAtOnce: number | undefined; readonly scheduler: LayerScheduler } | undefined;
  return (layersAtOnce) => {
    if (!shared || shared.layersAtOnce !== layersAtOnce)
      shared = { layersAtOnce, scheduler: createLayerScheduler(layersAtOnce, trace) };
    return shared.scheduler;
  };
}

/** Creates an empty queue. It reads `limits` and starts runs only when `advance` is called. */
export function createTransferQueue({ limits, trace, isAsleep, started }: QueuePorts): TransferQueue {
  let queue: readonly TransferRun[] = [];
  const startedRuns = new Set<TransferRun>();
  const startedIds = new Set<string>();
  const schedulerFor = createSchedulerSource(trace);
  let isClosed = false;

  const countRunning = (): number =>
    [...startedRuns].filter(({ progress }) => {
      const { kind } = progress.state();
      return kind === 'running' || kind === 'suspended' || kind === 'cancelling';
    }).length;

  const advance = (): void => {
    queue = queue.filter(({ progress }) => !isFinished(progress.state()));
    for (const run of startedRuns) if (isFinished(run.progress.state())) startedRuns.delete(run);
    if (isClosed || isAsleep()) return;
    const { atOnce, layersAtOnce } = limits();
    for (const run of queue) {
      if (countRunning() >= atOnce) return;
      if (run.progress.state().kind !== 'waiting') continue;
      queue = queue.filter((each) => each !== run);
      startedRuns.add(run);
      startedIds.add(run.id);
      run.start(schedulerFor(layersAtOnce));
      started(run);
    }
  };

  const placeBefore = (others: readonly TransferRun[], before: string | null): number | undefined => {
    if (before === null) return others.length;
    if (startedIds.has(before)) return 0;
    const found = others.findIndex((each) => each.id === before);
    return found < 0 ? undefined : found;
  };

  return {
    add(run) {
      queue = [...queue, run];
    },
    waiting: () => queue.map(({ id }) => id),
    move(id, before) {
      const run = queue.find((each) => each.id === id);
      if (!run || id === before) return;
      const others = queue.filter((each) => each !== run);
      const place = placeBefore(others, before);
      if (place !== undefined) queue = others.toSpliced(place, 0, run);
    },
    advance,
    close() {
      isClosed = true;
    },
  };
}
