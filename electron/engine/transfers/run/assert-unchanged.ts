import { isBlocked } from '../../../../shared/models/plan.ts';
import { countPutImageCalls } from '../../../../shared/models/plan-estimate.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { isRecent } from '../../async/is-recent.ts';
import type { StoredImages } from '../../ecr/stored-images.ts';
import { resolveTags } from '../../ecr/resolve-tags.ts';
import { noStoredImages, readStoredImagesIfAllowed } from '../../ecr/stored-images.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { collectManifests, filterReadable } from '../../image-graph/source-image.ts';
import type { PreparedPlan } from '../../plan/plan-store.ts';
import type { ReadTime } from '../../replication/put-image.ts';
import { collectExpectedContents } from '../../replication/verify/compare-contents.ts';
import { plannedTags } from '../../plan/planned-contents.ts';
import { tagChangedSincePlanError } from './transfer-errors.ts';

/** The repositories of one run, whose calls belong to that run. */
export type RunHandles = Readonly<Record<Side, RepositoryHandle>>;

function assertTags(
  current: ReadonlyMap<string, string>,
  planned: ReadonlyMap<string, string>,
  tags: readonly string[],
  side: Side,
): void {
  const changed = tags.find((tag) => current.get(tag) !== planned.get(tag));
  if (changed !== undefined) throw tagChangedSincePlanError(changed, side);
}

/** A plan that puts no manifest reads nothing of the source, so the source is not checked. */
async function assertSourceUnchanged(
  { plan, inputs }: PreparedPlan,
  { registry, name }: RepositoryHandle,
  signal: AbortSignal,
): Promise<void> {
  if (countPutImageCalls(plan.images) === 0) return;
  const tags = plan.images.flatMap((image) => (isBlocked(image) ? [] : image.sourceTags));
  assertTags(await resolveTags(registry, name, tags, signal), inputs.sourceTags, tags, 'source');
}

/**
 * Checks that every tag at the destination is where the plan found it, or already where the plan puts it.
 *
 * @returns the manifests and tags of the plan that the destination has now.
 * @throws EngineError `plan-outdated`
 */
export async function assertDestinationTagsUnchanged(
  { plan, inputs }: PreparedPlan,
  destination: RepositoryHandle,
  signal: AbortSignal,
): Promise<StoredImages> {
  const expected = inputs.images.flatMap((loaded, index) => {
    const image = plan.images[index];
    if (!image || isBlocked(image) || loaded.kind === 'unreadable') return [];
    return [collectExpectedContents(loaded.image, plannedTags(image))];
  });
  const wanted = new Map(expected.flatMap(({ tags }) => [...tags]));
  const tags = [...wanted.keys()];
  const digests = expected.flatMap(({ manifests }) => manifests.map(({ digest }) => digest));
  const { stored, error } = await readStoredImagesIfAllowed(destination, { digests, tags }, signal);
  // The plan has warned that tags may move, because the destination may not be read.
  if (error) return stored;
  const elsewhere = tags.filter((tag) => stored.tags.get(tag) !== wanted.get(tag));
  assertTags(stored.tags, inputs.destination.tags, elsewhere, 'destination');
  return stored;
}

/** Milliseconds for which a run that writes nothing relies on what its plan read. */
const plannedLifetime = 1_000;

/**
 * What the plan read of the destination a moment ago, where it read that everything is there: such a run writes nothing.
 *
 * @returns undefined where the destination has to be read again.
 */
export function findAllThere({ plan, inputs }: PreparedPlan): (StoredImages & ReadTime) | undefined {
  const { readAt, tags, sameBytes } = inputs.destination;
  if (countPutImageCalls(plan.images) > 0 || !isRecent(readAt, plannedLifetime)) return undefined;
  const manifests = filterReadable(inputs.images).flatMap(collectManifests);
  if (!manifests.every(({ digest }) => sameBytes.has(digest))) return undefined;
  const texts = manifests.map(({ digest, mediaType, text }) => [digest, { mediaType, text }] as const);
  return { ...noStoredImages, manifests: new Map(texts), tags, readAt };
}

/**
 * Checks that source and destination still are as the plan found them.
 *
 * @returns the manifests and tags of the plan that the destination has now.
 * @throws EngineError `plan-outdated` or `repository-not-found`, before anything is written.
 */
export async function assertUnchanged(
  prepared: PreparedPlan,
  { source, destination }: RunHandles,
  signal: AbortSignal,
): Promise<StoredImages> {
  const [stored] = await Promise.all([
    prepared.inputs.destination.repository.kind === 'missing'
      ? noStoredImages
      : assertDestinationTagsUnchanged(prepared, destination, signal),
    assertSourceUnchanged(prepared, source, signal),
  ]);
  return stored;
}
