import pLimit from 'p-limit';
import { createPlannedRepository } from '../../ecr/create-planned-repository.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import type { Replicator, SeenContents } from '../../replication/replicator.ts';
import type { SourceImage } from '../../image-graph/source-image.ts';
import { collectBlobs } from '../../image-graph/source-image.ts';
import { describeDifferences } from '../../replication/verify/describe-differences.ts';
import { assertTagsFree, assertUnchanged } from './assert-unchanged.ts';
import { copyImage } from './copy-image.ts';
import type { CreatedRepositories } from './created-repositories.ts';
import type { TransferProgress } from '../progress/transfer-progress.ts';

/** Images worked on at once: enough that ECR's ten PutImage a second are used up; their layers share the replicator's lanes. */
const parallelImages = 16;

/** Milliseconds for which a look at the layers of the destination is relied on. */
const layersStayFor = 60_000;

interface PlanRun {
  readonly replicator: Replicator;
  readonly progress: TransferProgress;
  /** Shared by all runs. */
  readonly created: CreatedRepositories;
  readonly signal: AbortSignal;
  readonly imageChanged: () => void;
}

/** @returns what the destination holds now of all that the plan concerns. */
async function prepareDestination(
  prepared: PreparedPlan,
  { created, signal }: PlanRun,
): Promise<SeenContents> {
  const { plan, inputs } = prepared;
  const stored = await assertUnchanged(prepared, signal);
  const { repository } = plan.destination;
  const { at, destination } = inputs;
  if (repository.kind === 'create') {
    const isNew = await created.create(destination.handle, at, () =>
      createPlannedRepository(destination.handle.registry, repository, signal),
    );
    // Another transfer has put something into it meanwhile.
    if (!isNew) return assertTagsFree(prepared, signal);
  }
  return Date.now() - at < layersStayFor ? { ...stored, layers: destination.layers } : stored;
}

/** Executes a plan as it was shown. One image's failure leaves the others alone; its error stands in its state. */
export async function runPlan(prepared: PreparedPlan, run: PlanRun): Promise<void> {
  const { replicator, progress, signal, imageChanged } = run;
  const { plan, inputs } = prepared;
  const destination = inputs.destination.handle;
  const seen = await prepareDestination(prepared, run);
  const limit = pLimit(parallelImages);
  const alreadyAtDestination = (image: SourceImage): void => {
    for (const { digest } of collectBlobs(image))
      progress.apply({ kind: 'layer', digest, state: 'already-at-destination' });
  };
  await Promise.all(
    inputs.images.map((loaded, index) =>
      limit(async () => {
        if (signal.aborted) return;
        const planned = plan.images[index];
        const [blocker] = planned?.blockers ?? [];
        if (blocker) progress.failImage(index, blocker);
        if (!planned || blocker || loaded.kind === 'unreadable') return;
        const { image } = loaded;
        const verifying = (): void => {
          progress.setImage(index, { kind: 'verifying' });
          imageChanged();
        };
        const context = { plan, destination, seen, replicator, signal, verifying, alreadyAtDestination };
        try {
          const outcome = await copyImage(image, planned, context);
          if (outcome.kind === 'done') progress.setImage(index, outcome);
          else {
            const { differences } = outcome;
            progress.failImage(index, describeDifferences(destination.name, differences), differences);
          }
        } catch (error) {
          if (!signal.aborted) progress.failImage(index, toErrorData(error));
        }
        imageChanged();
      }),
    ),
  );
}
