import pLimit from 'p-limit';
import { createPlannedRepository } from '../../ecr/create-repository.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import type { Replicator, DestinationContents } from '../../replication/replicator.ts';
import type { TransferEventSink } from '../progress/transfer-event.ts';
import type { RunHandles } from './assert-unchanged.ts';
import { assertDestinationTagsUnchanged, assertUnchanged } from './assert-unchanged.ts';
import { copyImage } from './copy-image.ts';
import type { RepositoryCreation } from './repository-creation.ts';

/** Images copied at once: enough to use the ten PutImage calls a second that ECR allows. Their layers share one scheduler. */
const concurrentImages = 16;

/** Milliseconds for which the layers that the plan found at the destination are not checked again. */
const seenLayersLifetime = 60_000;

export interface PlanRun {
  /** The repositories of the plan, whose calls belong to this run. */
  readonly handles: RunHandles;
  readonly replicator: Replicator;
  readonly emit: TransferEventSink;
  /** Shared by all runs. */
  readonly repositoryCreation: RepositoryCreation;
  readonly signal: AbortSignal;
}

/** @returns what the destination has now of the images of the plan. */
async function prepareDestination(
  prepared: PreparedPlan,
  { handles, repositoryCreation, signal }: PlanRun,
): Promise<DestinationContents> {
  const { plan, inputs } = prepared;
  const { destination } = handles;
  const stored = await assertUnchanged(prepared, handles, signal);
  const { repository } = plan.destination;
  if (repository.kind === 'create') {
    const isCreated = await repositoryCreation.createOnce(destination, inputs.at, () =>
      createPlannedRepository(destination.registry, repository, signal),
    );
    // Another transfer has created the repository, and may have put images into it.
    if (!isCreated) return assertDestinationTagsUnchanged(prepared, destination, signal);
  }
  const areLayersCurrent = Date.now() - inputs.at < seenLayersLifetime;
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

  const copy = async (loaded: (typeof inputs.images)[number], index: number): Promise<void> => {
    const planned = plan.images[index];
    if (signal.aborted || !planned) return;
    const [blocker] = planned.blockers;
    if (blocker) return emit({ kind: 'image-failed', index, error: blocker });
    if (loaded.kind === 'unreadable') return;
    try {
      await copyImage(loaded.image, planned, index, { ...run, plan, seen });
    } catch (error) {
      if (!signal.aborted) emit({ kind: 'image-failed', index, error: toErrorData(error) });
    }
  };
  await Promise.all(inputs.images.map((loaded, index) => limit(() => copy(loaded, index))));
}
