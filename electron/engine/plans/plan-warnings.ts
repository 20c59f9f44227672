import type { PlannedImage, PlanWarning, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { Gathered } from './gather.ts';

/** PutImage calls that ECR takes in a second (service quotas), and how many seconds of them are worth a word. */
const putImageRate = 10;
const worthAWord = 10;

const sameRegistry = (a: RegistryIdentity, b: RegistryIdentity): boolean =>
  a.registryId === b.registryId && a.region === b.region;

const isWrite = (kind: string): boolean => kind === 'create' || kind === 'move';

/** How many PutImage calls the images need: one per manifest that is missing and per tag that is written. */
export function countPuts(images: readonly PlannedImage[]): number {
  const missing = new Set<string>();
  let tags = 0;
  for (const image of images) {
    const manifests = [...image.manifests, ...image.referrers.flatMap((referrer) => referrer.manifests)];
    for (const { digest, present } of manifests) if (!present) missing.add(digest);
    tags += image.tags.filter(({ kind }) => isWrite(kind)).length;
    tags += image.referrers.filter(({ tag }) => tag && isWrite(tag.kind)).length;
  }
  return missing.size + tags;
}

function* warnings(
  request: ReplicationRequest,
  { source, destination, sourceTags, images: sourceImages }: Gathered,
  images: readonly PlannedImage[],
): Generator<PlanWarning> {
  if (source.handle.name === destination.handle.name && sameRegistry(source.identity, destination.identity)) {
    yield { kind: 'same-repository' };
  }
  const changes = images.flatMap(({ tags, referrers }) => [
    ...tags,
    ...referrers.flatMap(({ tag }) => tag ?? []),
  ]);
  const moves = changes.filter(({ kind }) => kind === 'move').length;
  if (moves > 0) yield { kind: 'tags-move', count: moves };
  for (const { digest, destinationDigest } of images) {
    if (digest !== destinationDigest) yield { kind: 'index-trimmed', digest, destinationDigest };
  }
  const { kmsKey } = source.repository;
  if (!destination.repository && kmsKey !== undefined) yield { kind: 'kms-key-not-copied', kmsKey };
  const unknown = sourceImages.find(({ referrersError }) => referrersError)?.referrersError;
  if (unknown) yield { kind: 'referrers-unknown', error: unknown };
  for (const { digest, sourceTags: picked } of request.images) {
    for (const tag of picked) {
      const now = sourceTags.get(tag);
      if (now !== undefined && now !== digest) yield { kind: 'tag-moved-at-source', tag, digest: now };
    }
  }
  for (const { digest, tags } of images) if (tags.length === 0) yield { kind: 'untagged', digest };
  const count = countPuts(images);
  const seconds = Math.ceil(count / putImageRate);
  if (seconds >= worthAWord) yield { kind: 'put-image-quota', count, seconds };
}

/** What a person should know before confirming, the weightiest first. */
export const warningsOf = (...facts: Parameters<typeof warnings>): readonly PlanWarning[] => [
  ...warnings(...facts),
];
