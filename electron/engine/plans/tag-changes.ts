import type { ReplicationRequest, TagChange } from '../../../shared/models/plan.ts';
import type { Repository } from '../../../shared/models/repository.ts';
import { isMovable } from './tag-mutability.ts';

type RequestedImage = ReplicationRequest['images'][number];

type Mutability = Pick<Repository, 'tagMutability' | 'tagMutabilityExclusions'>;

/**
 * What writing a tag on this digest will do, given the tags that the destination has.
 *
 * @param repository undefined where its settings are unknown: ECR refuses then to move what is immutable.
 */
export function tagChange(
  tag: string,
  digest: string,
  current: ReadonlyMap<string, string>,
  repository: Mutability | undefined,
): TagChange {
  const fromDigest = current.get(tag);
  if (fromDigest === undefined) return { kind: 'create', tag };
  if (fromDigest === digest) return { kind: 'unchanged', tag };
  return { kind: !repository || isMovable(tag, repository) ? 'move' : 'immutable', tag, fromDigest };
}

/** What the tags of one image will do, given the request's other images. */
export function tagChanges(
  { digest, destinationTags }: RequestedImage,
  destinationDigest: string,
  others: readonly RequestedImage[],
  current: ReadonlyMap<string, string>,
  repository: Mutability | undefined,
): readonly TagChange[] {
  return [...new Set(destinationTags)].map((tag): TagChange => {
    const rival = others.find((other) => other.digest !== digest && other.destinationTags.includes(tag));
    if (rival) return { kind: 'claimed-twice', tag, otherDigest: rival.digest };
    return tagChange(tag, destinationDigest, current, repository);
  });
}
