import type { ReplicationRequest, TagChange } from '../../../shared/models/plan.ts';
import type { Repository } from '../../../shared/models/repository.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
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

/** The tags that attach something to the images of a plan, with the digest that each is to point to. */
export const attachedTags = (
  images: readonly Pick<SourceImage, 'referrers'>[],
): ReadonlyMap<string, string> =>
  new Map(
    images.flatMap(({ referrers }) =>
      referrers.flatMap(({ tag, digest }) => (tag === undefined ? [] : [[tag, digest] as const])),
    ),
  );

/**
 * What the tags of one image will do, given the request's other images.
 *
 * @param attached what the plan attaches by tag: such a tag is no other image's.
 */
export function tagChanges(
  { digest, destinationTags }: RequestedImage,
  destinationDigest: string,
  others: readonly RequestedImage[],
  current: ReadonlyMap<string, string>,
  repository: Mutability | undefined,
  attached: ReadonlyMap<string, string> = new Map(),
): readonly TagChange[] {
  return [...new Set(destinationTags)].map((tag): TagChange => {
    const rival = others.find((other) => other.digest !== digest && other.destinationTags.includes(tag));
    if (rival) return { kind: 'claimed-twice', tag, otherDigest: rival.digest };
    const signature = attached.get(tag);
    if (signature !== undefined && signature !== destinationDigest)
      return { kind: 'claimed-by-referrer', tag, otherDigest: signature };
    return tagChange(tag, destinationDigest, current, repository);
  });
}
