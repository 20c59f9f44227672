import type { Plan } from '../../../../shared/models/plan.ts';
import type { TransferState } from '../../../../shared/models/transfer.ts';
import { rejectOnAbort } from '../../async/abort.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import type { ReplicatorOptions } from '../../replication/replicator.ts';
import { createReplicator } from '../../replication/replicator.ts';
import type { LayerScheduler } from '../../replication/scheduler/layer-scheduler.ts';
import type { TransferEventSink } from '../progress/transfer-event.ts';
import type { TransferProgress } from '../progress/transfer-progress.ts';
import type { RunControl } from './run-control.ts';
import { runPlan } from './run-plan.ts';
import type { SharedRunOptions } from './transfer-run.ts';

interface Execution extends SharedRunOptions {
  readonly progress: Pick<TransferProgress, 'imageState'>;
  readonly emit: TransferEventSink;
  readonly control: RunControl;
  readonly signal: AbortSignal;
  /** Resolves when the transfer leaves the queue. */
  readonly layerScheduler: Promise<LayerScheduler>;
}

/** The final state of a transfer whose plan was executed, from the states of its images. */
function finalState(
  { images }: Plan,
  { progress, signal, clock }: Pick<Execution, 'progress' | 'signal' | 'clock'>,
): TransferState {
  const finishedAt = clock();
  const states = images.map((_, index) => progress.imageState(index));
  const failed = states.find((state) => state?.kind === 'failed');
  if (failed?.kind === 'failed') return { kind: 'failed', finishedAt, error: failed.error };
  const isDone = !signal.aborted || states.every((state) => state?.kind === 'done');
  return { kind: isDone ? 'done' : 'cancelled', finishedAt };
}

/** A registry endpoint that was unavailable when the plan was created is tried again during the run. */
const uploadMethodOf = ({
  way,
  request,
}: Plan): Pick<ReplicatorOptions, 'uploadMethod' | 'registryUnavailable'> => ({
  uploadMethod: request.options.uploadMethod,
  registryUnavailable: way.kind === 'api' && way.because === 'registry-unavailable' ? way.error : undefined,
});

/** Waits for the turn of a transfer in the queue, copies its images and emits its final state. Never rejects. */
export async function executeRun(prepared: PreparedPlan, execution: Execution): Promise<void> {
  const { emit, control, signal, clock, bandwidth } = execution;
  const { plan, inputs } = prepared;
  const handleOf = (repository: RepositoryHandle): RepositoryHandle => ({
    ...repository,
    registry: repository.registry.withContext(control.callContext),
    bandwidth,
  });
  try {
    const replicator = createReplicator({
      signal,
      emit,
      scheduler: await rejectOnAbort(execution.layerScheduler, signal),
      pauseSignal: control.pauseSignal,
      retryPolicy: execution.retryPolicy,
      inFlightUploads: execution.inFlightUploads,
      mountable: execution.mountable,
      journal: execution.journal,
      ...uploadMethodOf(plan),
    });
    await runPlan(prepared, {
      handles: {
        source: handleOf(inputs.source.handle),
        destination: handleOf(inputs.destination.handle),
      },
      replicator,
      emit,
      repositoryCreation: execution.repositoryCreation,
      signal,
    });
    if (signal.aborted) emit({ kind: 'rest-cancelled' });
    emit({ kind: 'transfer-state', state: finalState(plan, execution) });
  } catch (error) {
    emit({ kind: 'rest-cancelled' });
    const finishedAt = clock();
    emit({
      kind: 'transfer-state',
      state: signal.aborted
        ? { kind: 'cancelled', finishedAt }
        : { kind: 'failed', finishedAt, error: toErrorData(error) },
    });
  }
}
