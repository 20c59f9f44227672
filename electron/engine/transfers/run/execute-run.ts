import pLimit from 'p-limit';
import type { Plan } from '../../../../shared/models/plan.ts';
import type { TransferState } from '../../../../shared/models/transfer.ts';
import { isRecent } from '../../async/is-recent.ts';
import type { ComputerSleep } from '../../async/computer-sleep.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import type { MountableLayers } from '../../replication/upload/mountable-layers.ts';
import type { Bandwidth } from '../../async/bandwidth.ts';
import type { InFlightUploads } from '../../replication/scheduler/in-flight-uploads.ts';
import type { UploadJournal } from '../../replication/upload/upload-journal.ts';
import { rejectOnAbort } from '../../async/abort.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { createPlannedRepository } from '../../ecr/create-planned-repository.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import type { DestinationContents, Replicator, ReplicatorOptions } from '../../replication/replicator.ts';
import { createReplicator } from '../../replication/replicator.ts';
import type { TagWrites } from '../../replication/tag-writes.ts';
import type { LayerScheduler } from '../../replication/scheduler/layer-scheduler.ts';
import type { PauseSignal } from '../../replication/scheduler/pause-controller.ts';
import type { TransferEventSink } from '../progress/transfer-event.ts';
import type { TransferProgress } from '../progress/transfer-progress.ts';
import type { RunHandles } from './assert-unchanged.ts';
import { assertDestinationTagsUnchanged, assertUnchanged, findAllThere } from './assert-unchanged.ts';
import { copyImage } from './copy-image.ts';
import type { RepositoryCreation } from './repository-creation.ts';
import type { RunControl } from './run-control.ts';

/** Images copied at once: enough to use the ten PutImage calls a second that ECR allows. Their layers share one scheduler. */
const concurrentImages = 16;

/** Milliseconds for which the layers that the plan found at the destination are not checked again. */
const seenLayersLifetime = 60_000;

/** The repositories, the replicator and the signal of a run, with which its plan is executed. */
export interface PlanRun {
  /** The repositories of the plan, whose calls belong to this run. */
  readonly handles: RunHandles;
  readonly replicator: Replicator;
  readonly emit: TransferEventSink;
  /** Shared by all runs. */
  readonly repositoryCreation: RepositoryCreation;
  readonly pauseSignal: PauseSignal;
  readonly signal: AbortSignal;
}

/** @returns what the destination has now of the images of the plan. */
async function prepareDestination(
  prepared: PreparedPlan,
  { handles, repositoryCreation, pauseSignal, signal }: PlanRun,
): Promise<DestinationContents> {
  const { plan, inputs } = prepared;
  const { destination } = handles;
  const readAt = Date.now();
  const stored = {
    readAt,
    ...(findAllThere(prepared) ?? (await assertUnchanged(prepared, handles, signal))),
  };
  const { repository } = plan.destination;
  if (repository.kind === 'create') {
    const creator = { plannedAt: inputs.startedAt, pauseSignal, signal };
    const isCreated = await repositoryCreation.createOnce(destination, creator, () =>
      createPlannedRepository(destination.registry, repository, signal),
    );
    // Another transfer has created the repository, and may have put images into it.
    if (!isCreated)
      return { readAt, ...(await assertDestinationTagsUnchanged(prepared, destination, signal)) };
  }
  const areLayersCurrent = inputs.areBlobsChecked && isRecent(inputs.destination.readAt, seenLayersLifetime);
  return areLayersCurrent ? { ...stored, layers: inputs.destination.layers } : stored;
}

/**
 * Executes a plan. The failure of one image is an event and does not stop the others.
 *
 * @throws EngineError when nothing can be copied: the plan is outdated, or the repository cannot be created.
 */
export async function runPlan(prepared: PreparedPlan, run: PlanRun): Promise<void> {
  const { plan, inputs } = prepared;
  const { emit, signal } = run;
  const seen = await prepareDestination(prepared, run);
  const limit = pLimit(concurrentImages);
  const assertStillUnchanged = async (): Promise<void> => {
    await assertUnchanged(prepared, run.handles, signal);
  };

  const copy = async (loaded: (typeof inputs.images)[number], index: number): Promise<void> => {
    const planned = plan.images[index];
    if (signal.aborted || !planned) return;
    const [blocker] = planned.blockers;
    if (blocker) return emit({ kind: 'image-failed', index, error: blocker });
    if (loaded.kind === 'unreadable') return;
    try {
      await copyImage(loaded.image, planned, index, { ...run, plan, seen, assertStillUnchanged });
    } catch (error) {
      if (!signal.aborted) emit({ kind: 'image-failed', index, error: toErrorData(error) });
    }
  };
  await Promise.all(inputs.images.map((loaded, index) => limit(() => copy(loaded, index))));
}

/** What all runs share. Times are milliseconds. */
export interface SharedRunOptions {
  readonly retryPolicy: RetryPolicy;
  readonly sleep: ComputerSleep;
  /** Between two checks of expired credentials. */
  readonly credentialsInterval: number;
  readonly inFlightUploads: InFlightUploads;
  readonly mountable: MountableLayers;
  readonly tagWrites: TagWrites;
  readonly repositoryCreation: RepositoryCreation;
  readonly journal: UploadJournal;
  /** Unlimited when undefined. */
  readonly bandwidth: Bandwidth | undefined;
  /** Since 1970. */
  readonly clock: () => number;
}

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
const getUploadMethod = ({
  uploadStrategy,
  request,
}: Plan): Pick<ReplicatorOptions, 'uploadMethod' | 'registryUnavailable'> => ({
  uploadMethod: request.options.uploadMethod,
  registryUnavailable:
    uploadStrategy.kind === 'api' && uploadStrategy.because === 'registry-unavailable'
      ? uploadStrategy.error
      : undefined,
});

/** Waits for the turn of a transfer in the queue, copies its images and emits its final state. Never rejects. */
export async function executeRun(prepared: PreparedPlan, execution: Execution): Promise<void> {
  const { emit, control, signal, clock, bandwidth } = execution;
  const { plan, inputs } = prepared;
  const createHandle = (repository: RepositoryHandle): RepositoryHandle => ({
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
      tagWrites: execution.tagWrites,
      journal: execution.journal,
      ...getUploadMethod(plan),
    });
    await runPlan(prepared, {
      handles: {
        source: createHandle(inputs.source.handle),
        destination: createHandle(inputs.destination.handle),
      },
      replicator,
      emit,
      repositoryCreation: execution.repositoryCreation,
      pauseSignal: control.pauseSignal,
      signal,
    });
    // Also after a failure: layers that an image did not come to would be checked or copied forever on the screen.
    emit({ kind: 'rest-cancelled' });
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
