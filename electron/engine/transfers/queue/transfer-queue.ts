import { isFinished } from '../../../../shared/models/transfer.ts';
import type { LayerScheduler } from '../../replication/scheduler/layer-scheduler.ts';
import { createLayerScheduler } from '../../replication/scheduler/layer-scheduler.ts';
import type { TransferRun } from '../run/transfer-run.ts';

/** How much goes on at once. */
export interface TransferLimits {
  /** Transfers that run. */
  readonly atOnce: number;
  /** Layers on their way, of all transfers together; as many as the link takes when undefined. */
  readonly layersAtOnce?: number | undefined;
}

/**
 * Lets transfers run in their order, so many at once. One that is paused, or waits for a sign-in, leaves its place to
 * the next; when it goes on it does so at once, even if more run then than the limit.
 */
export interface TransferQueue {
  add(run: TransferRun): void;
  /** The ids of those that have not begun, in the order in which they will. */
  readonly waiting: () => readonly string[];
  /** Puts a waiting one before another one, or at the end. */
  move(id: string, before: string | null): void;
  /** Begins what may begin: to be called when a run's state or a limit has changed. */
  readonly advance: () => void;
  /** Nothing begins any more. */
  close(): void;
}

interface QueuePorts {
  readonly limits: () => TransferLimits;
  /** While the computer is asleep nothing begins. */
  readonly isAsleep: () => boolean;
  /** A run begins. */
  readonly begins: (run: TransferRun) => void;
}

/** One budget for all that begin while the setting stays as it is. */
function shareBudget(): (layersAtOnce: number | undefined) => LayerScheduler {
  let shared: { readonly layersAtOnce: number | undefined; readonly budget: LayerScheduler } | undefined;
  return (layersAtOnce) => {
    if (!shared || shared.layersAtOnce !== layersAtOnce)
      shared = { layersAtOnce, budget: createLayerScheduler(layersAtOnce) };
    return shared.budget;
  };
}

export function createTransferQueue({ limits, isAsleep, begins }: QueuePorts): TransferQueue {
  let queue: readonly TransferRun[] = [];
  const begun = new Set<TransferRun>();
  const budgetFor = shareBudget();
  let isClosed = false;

  const occupied = (): number =>
    [...begun].filter(({ progress }) => {
      const { kind } = progress.state();
      return kind === 'running' || kind === 'suspended' || kind === 'cancelling';
    }).length;

  const advance = (): void => {
    queue = queue.filter(({ progress }) => !isFinished(progress.state()));
    for (const run of begun) if (isFinished(run.progress.state())) begun.delete(run);
    if (isClosed || isAsleep()) return;
    const { atOnce, layersAtOnce } = limits();
    for (const run of queue) {
      if (occupied() >= atOnce) return;
      if (run.progress.state().kind !== 'waiting') continue;
      queue = queue.filter((each) => each !== run);
      begun.add(run);
      run.begin(budgetFor(layersAtOnce));
      begins(run);
    }
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
      const found = others.findIndex((each) => each.id === before);
      queue = others.toSpliced(found < 0 ? others.length : found, 0, run);
    },
    advance,
    close() {
      isClosed = true;
    },
  };
}
