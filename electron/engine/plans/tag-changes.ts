import type { ReplicationRequest, TagChange } from '../../../shared/models/plan.ts';
import type { Repository } from '../../../shared/models/repository.ts';
import { isMovable } from './tag-mutability.ts';

type RequestedImage = ReplicationRequest['images'][number];

/** What the tags of one image will do, given the tags that the destination has and the request's other images. */
export function tagChanges(
  { digest, destinationTags }: RequestedImage,
  others: readonly RequestedImage[],
  current: ReadonlyMap<string, string>,
  repository: Pick<Repository, 'tagMutability' | 'tagMutabilityExclusions'>,
): readonly TagChange[] {
  return [...new Set(destinationTags)].map((tag): TagChange => {
    const rival = others.find((other) => other.digest !== digest && other.destinationTags.includes(tag));
    if (rival) return { kind: 'claimed-twice', tag, otherDigest: rival.digest };
    const fromDigest = current.get(tag);
    if (fromDigest === undefined) return { kind: 'create', tag };
    if (fromDigest === digest) return { kind: 'unchanged', tag };
    return { kind: isMovable(tag, repository) ? 'move' : 'immutable', tag, fromDigest };
  });
}
