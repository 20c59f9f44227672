import pLimit from 'p-limit';
import { createRepository } from '../ecr/repositories.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { PreparedPlan } from '../plans/plans.ts';
import type { Replicator } from '../replication/replicator.ts';
import { assertUnchanged } from './assert-unchanged.ts';
import type { TransferProgress } from './transfer-progress.ts';
import { destinationUris, manifestsOfPlanned } from './transfer-progress.ts';

/** Images worked on at once; their layers share the replicator's limit. */
const parallelImages = 3;

async function prepareDestination({ plan, gathered }: PreparedPlan, signal: AbortSignal): Promise<void> {
  await assertUnchanged({ plan, gathered }, signal);
  const { repository } = plan.destination;
  if (repository.kind === 'create') {
    await createRepository(gathered.destination.handle.registry, repository.name, repository, signal);
  }
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
  await prepareDestination(prepared, signal);
  const limit = pLimit(parallelImages);
  await Promise.all(
    gathered.images.map((image, index) =>
      limit(async () => {
        if (signal.aborted) return;
        const planned = plan.images[index];
        if (!planned) return;
        const tags = planned.tags.map(({ tag }) => tag);
        try {
          const { digest } = await replicator.replicate(image, gathered.destination.handle, tags);
          const alreadyThere = manifestsOfPlanned(planned).every(({ present }) => present);
          progress.setImage(index, {
            kind: 'done',
            digest,
            uris: destinationUris(plan, digest, tags),
            alreadyThere,
            verified: false,
          });
        } catch (error) {
          if (!signal.aborted) progress.failImage(index, toErrorData(error));
        }
        imageChanged();
      }),
    ),
  );
}
