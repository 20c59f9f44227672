import { randomUUID } from 'node:crypto';
import type { DoorChoice } from '../../../shared/models/door.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import type { TransferState, TransferUpdate } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { PreparedPlan } from '../plans/plans.ts';
import type { LayerFlights } from '../replication/layer-flights.ts';
import type { EventSink } from '../replication/replication-event.ts';
import type { ReplicatorOptions } from '../replication/replicator.ts';
import { createReplicator } from '../replication/replicator.ts';
import type { UploadJournal } from '../replication/upload/upload-journal.ts';
import type { RetryPolicy } from '../retry/retry.ts';
import { bindRun } from './bind-run.ts';
import type { RunControl } from './run-control.ts';
import { createRunControl } from './run-control.ts';
import { runPlan } from './run-plan.ts';
import type { TransferProgress } from './transfer-progress.ts';
import { createTransferProgress } from './transfer-progress.ts';
import type { UpdateFeed } from './update-feed.ts';
import { createUpdateFeed } from './update-feed.ts';

/** One plan on its way, or at its end. */
export interface TransferRun {
  readonly id: string;
  readonly plan: Plan;
  readonly progress: TransferProgress;
  /** Resolves when nothing of it is under way any more. */
  readonly ended: Promise<void>;
  pause(): void;
  resume(): void;
  /** Looks at once whether credentials that are waited for are good. */
  lookNow(): void;
  cancel(): Promise<void>;
}

export interface RunOptions {
  readonly send: (update: TransferUpdate) => void;
  readonly retryPolicy: RetryPolicy;
  /** Milliseconds from one look at expired credentials to the next. */
  readonly credentialsInterval: number;
  /** Shared by all runs. */
  readonly flights: LayerFlights;
  readonly journal: UploadJournal;
  readonly parallelLayers: number | undefined;
  readonly clock: () => number;
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
  readonly feed: UpdateFeed;
}

/** A door that did not open for the plan is not tried again, and what was planned as possible may yet fall back. */
const doorOf = ({ way, request }: Plan): DoorChoice => (way.kind === 'api' ? 'api' : request.options.door);

async function execute(prepared: PreparedPlan, parts: RunParts): Promise<void> {
  const { progress, control, signal, feed, clock, retryPolicy, flights, journal, parallelLayers } = parts;
  const emit: EventSink = (event) => (progress.apply(event) ? feed.stateChanged() : feed.bytesMoved());
  const options: ReplicatorOptions = {
    signal,
    emit,
    retryPolicy,
    flights,
    journal,
    heldUp: () => control.heldUp(),
    door: doorOf(prepared.plan),
  };
  const replicator = createReplicator({
    ...options,
    ...(parallelLayers === undefined ? {} : { parallelLayers }),
  });
  try {
    const bound = bindRun(prepared, control.work);
    await runPlan(bound, replicator, progress, signal, () => feed.stateChanged());
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
}

export function startRun(prepared: PreparedPlan, options: RunOptions): TransferRun {
  const { send, retryPolicy, credentialsInterval, clock } = options;
  const id = randomUUID();
  const controller = new AbortController();
  const { signal } = controller;
  const progress = createTransferProgress(id, prepared.plan, clock);
  const feed = createUpdateFeed(() => progress.takeUpdate(), send);
  const isOver = (): boolean => signal.aborted || isFinished(progress.state());
  const control = createRunControl({
    retryPolicy,
    credentialsInterval,
    signal,
    changed() {
      if (isOver()) return;
      progress.setState(control.state());
      feed.stateChanged();
    },
  });
  const ended = execute(prepared, { ...options, progress, control, signal, feed });

  return {
    id,
    plan: prepared.plan,
    progress,
    ended,
    pause() {
      if (!isOver()) control.pause();
    },
    resume() {
      if (!isOver()) control.resume();
    },
    lookNow: () => control.lookNow(),
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
