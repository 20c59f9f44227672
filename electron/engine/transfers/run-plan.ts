import pLimit from 'p-limit';
import { createPlannedRepository } from '../ecr/create-planned-repository.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { PreparedPlan } from '../plans/plans.ts';
import type { Replicator, SeenContents } from '../replication/replicator.ts';
import type { SourceImage } from '../replication/source-image.ts';
import { blobsOf } from '../replication/source-image.ts';
import { describeDifferences } from '../replication/verification/describe-differences.ts';
import { assertUnchanged } from './assert-unchanged.ts';
import { copyImage } from './copy-image.ts';
import type { TransferProgress } from './transfer-progress.ts';

/** Images worked on at once: enough that ECR's ten PutImage a second are used up; their layers share the replicator's lanes. */
const parallelImages = 16;

/** Milliseconds for which a look at the layers of the destination is relied on. */
const layersStayFor = 60_000;

/** @returns what the destination holds now of all that the plan concerns. */
async function prepareDestination(
  { plan, gathered }: PreparedPlan,
  signal: AbortSignal,
): Promise<SeenContents> {
  const stored = await assertUnchanged({ plan, gathered }, signal);
  const { repository } = plan.destination;
  if (repository.kind === 'create') {
    await createPlannedRepository(gathered.destination.handle.registry, repository, signal);
  }
  const { at, destination } = gathered;
  return Date.now() - at < layersStayFor ? { ...stored, layers: destination.layers } : stored;
}

/** Executes a plan as it was shown. One image's failure leaves the others alone; its error stands in its state. */
export async function runPlan(
  prepared: PreparedPlan,
  replicator: Replicator,
  progress: TransferProgress,
  signal: AbortSignal,
  imageChanged: () => void,
): Promise<void> {
  const { plan, gathered } = prepared;
  const destination = gathered.destination.handle;
  const seen = await prepareDestination(prepared, signal);
  const limit = pLimit(parallelImages);
  const alreadyThere = (image: SourceImage): void => {
    for (const { digest } of blobsOf(image))
      progress.apply({ kind: 'layer', digest, state: 'already-there' });
  };
  await Promise.all(
    gathered.images.map((image, index) =>
      limit(async () => {
        if (signal.aborted) return;
        const planned = plan.images[index];
        if (!planned) return;
        const verifying = (): void => {
          progress.setImage(index, { kind: 'verifying' });
          imageChanged();
        };
        const context = { plan, destination, seen, replicator, signal, verifying, alreadyThere };
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
