import { isBlocked } from '../../../../shared/models/plan.ts';
import { countPutImageCalls } from '../../../../shared/models/plan-estimate.ts';
import type { Side } from '../../../../shared/result.ts';
import type { StoredImages } from '../../ecr/stored-images.ts';
import { readTagDigests, noStoredImages, readStoredImagesIfAllowed } from '../../ecr/stored-images.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import { expectedContents } from '../../replication/verify/compare-contents.ts';
import { tagsOf } from './copy-image.ts';

const changedSince = (tag: string, side: Side): EngineError =>
  new EngineError({
    code: 'plan-outdated',
    message: `Tag ${tag} changed at the ${side} since the plan was made. Nothing was written; look at the plan again.`,
    side,
    retryable: false,
    action: 'plan-again',
  });

function assertTags(
  current: ReadonlyMap<string, string>,
  planned: ReadonlyMap<string, string>,
  tags: readonly string[],
  side: Side,
): void {
  const changed = tags.find((tag) => current.get(tag) !== planned.get(tag));
  if (changed !== undefined) throw changedSince(changed, side);
}

/** A plan that writes nothing copies nothing: what its source has become is of no concern. */
async function assertSourceUnchanged({ plan, inputs }: PreparedPlan, signal: AbortSignal): Promise<void> {
  if (countPutImageCalls(plan.images) === 0) return;
  const { registry, name } = inputs.source.handle;
  const picked = plan.images.flatMap((image) => (isBlocked(image) ? [] : image.sourceTags));
  assertTags(await readTagDigests(registry, name, picked, signal), inputs.sourceTags, picked, 'source');
}

/**
 * What the destination repository holds now of all that the plan concerns.
 *
 * @throws EngineError `plan-outdated` when a tag is neither where it was nor where it is to be.
 */
export async function assertTagsFree(
  { plan, inputs }: PreparedPlan,
  signal: AbortSignal,
): Promise<StoredImages> {
  const { handle, tags: planned } = inputs.destination;
  const expected = inputs.images.flatMap((loaded, index) => {
    const image = plan.images[index];
    if (!image || isBlocked(image) || loaded.kind === 'unreadable') return [];
    return [expectedContents(loaded.image, tagsOf(image))];
  });
  const wanted = new Map(expected.flatMap(({ tags }) => [...tags]));
  const tags = [...wanted.keys()];
  const digests = expected.flatMap(({ manifests }) => manifests.map(({ digest }) => digest));
  const { stored, error } = await readStoredImagesIfAllowed(
    handle.registry,
    handle.name,
    { digests, tags },
    signal,
  );
  // Where it may not be read, the plan's warning says that its tags may move.
  if (error) return stored;
  const elsewhere = tags.filter((tag) => stored.tags.get(tag) !== wanted.get(tag));
  assertTags(stored.tags, planned, elsewhere, 'destination');
  return stored;
}

/**
 * Notices when the world is another one than the plan was made for: a tag at either side points elsewhere, or a
 * repository is gone.
 *
 * @returns what the destination holds now of all that the plan concerns.
 * @throws EngineError `plan-outdated` or `repository-not-found`, before anything is written.
 */
export async function assertUnchanged(prepared: PreparedPlan, signal: AbortSignal): Promise<StoredImages> {
  const [stored] = await Promise.all([
    prepared.inputs.destination.repository.kind === 'missing'
      ? noStoredImages
      : assertTagsFree(prepared, signal),
    assertSourceUnchanged(prepared, signal),
  ]);
  return stored;
}
