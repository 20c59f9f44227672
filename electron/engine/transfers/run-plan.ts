import pLimit from 'p-limit';
import { createRepository } from '../ecr/repositories.ts';
import { digestsOfTags } from '../ecr/get-manifests.ts';
import { EngineError } from '../errors/engine-error.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { PreparedPlan } from '../plans/plans.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { TransferProgress } from './transfer-progress.ts';
import { destinationUris, manifestsOfPlanned } from './transfer-progress.ts';

/** Images worked on at once; their layers share the replicator's limit. */
const parallelImages = 3;

/** A tag that somebody else set or moved since the plan was shown must not be moved unseen. */
async function assertTagsUnchanged({ plan, gathered }: PreparedPlan, signal: AbortSignal): Promise<void> {
  const { handle, repository, tags: planned } = gathered.destination;
  if (!repository) return;
  const wanted = plan.images.flatMap(({ tags }) => tags.map(({ tag }) => tag));
  const current = await digestsOfTags(handle.registry, handle.name, wanted, signal);
  const changed = wanted.find((tag) => current.get(tag) !== planned.get(tag));
  if (changed === undefined) return;
  throw new EngineError({
    code: 'plan-outdated',
    message: `Tag ${changed} changed at the destination since the plan was made. Nothing was written; look at the plan again.`,
    side: 'destination',
    retryable: false,
    action: 'plan-again',
  });
}

async function prepareDestination({ plan, gathered }: PreparedPlan, signal: AbortSignal): Promise<void> {
  const { repository } = plan.destination;
  switch (repository.kind) {
    case 'create':
      await createRepository(gathered.destination.handle.registry, repository.name, repository, signal);
      return;
    case 'existing':
      await assertTagsUnchanged({ plan, gathered }, signal);
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
