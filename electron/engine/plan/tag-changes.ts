import type { ReplicationRequest, TagChange } from '../../../shared/models/plan.ts';
import type { Repository } from '../../../shared/models/repository.ts';
import { compileGlob } from '../../../shared/selection/glob.ts';
import type { SourceImage } from '../image-graph/source-image.ts';

type RequestedImage = ReplicationRequest['images'][number];

type Mutability = Pick<Repository, 'tagMutability' | 'tagMutabilityExclusions'>;

/** Whether a tag matches a wildcard filter, in which `*` matches any characters and `?` itself, unlike in a glob. */
const matchesFilter = (tag: string, filter: string): boolean =>
  !filter.includes('?') && compileGlob(filter)(tag);

/**
 * Whether an existing tag can be moved to another image in this repository.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export function canMoveTag(tag: string, { tagMutability, tagMutabilityExclusions }: Mutability): boolean {
  const isExcluded = tagMutabilityExclusions.some((filter) => matchesFilter(tag, filter));
  switch (tagMutability) {
    case 'MUTABLE':
      return true;
    case 'IMMUTABLE':
      return false;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return isExcluded;
    case 'MUTABLE_WITH_EXCLUSION':
      return !isExcluded;
  }
}

/**
 * Plans the change of one tag.
 *
 * @param existing digest by tag at the destination.
 * @param repository undefined when its settings are unknown; ECR then refuses to move an immutable tag.
 */
export function planTagChange(
  tag: string,
  digest: string,
  existing: ReadonlyMap<string, string>,
  repository: Mutability | undefined,
): TagChange {
  const fromDigest = existing.get(tag);
  if (fromDigest === undefined) return { kind: 'create', tag };
  if (fromDigest === digest) return { kind: 'unchanged', tag };
  return { kind: !repository || canMoveTag(tag, repository) ? 'move' : 'immutable', tag, fromDigest };
}

/** Collects the tags that attach referrers to the images of a plan, with the digests of the referrers. */
export const collectReferrerTags = (
  images: readonly Pick<SourceImage, 'referrers'>[],
): ReadonlyMap<string, string> =>
  new Map(
    images.flatMap(({ referrers }) =>
      referrers.flatMap(({ tag, digest }) => (tag === undefined ? [] : [[tag, digest] as const])),
    ),
  );

/** The images of a request that claim each tag, by digest and in the order of the request. */
export type TagClaims = ReadonlyMap<string, readonly string[]>;

/** Lists the digests that claim each tag. Two different digests for one tag make it `claimed-twice`. */
export function collectTagClaims(images: readonly RequestedImage[]): TagClaims {
  const claims = new Map<string, string[]>();
  for (const { digest, destinationTags } of images) {
    for (const tag of destinationTags) {
      const digests = claims.get(tag);
      if (digests) digests.push(digest);
      else claims.set(tag, [digest]);
    }
  }
  return claims;
}

/**
 * Plans the changes of the tags of one image.
 *
 * @param claims those of all images of the request.
 * @param existing digest by tag at the destination.
 * @param referrerTags the tags that attach referrers of the plan, which no other image can get.
 */
export function planTagChanges(
  { digest, destinationTags }: RequestedImage,
  destinationDigest: string,
  claims: TagClaims,
  existing: ReadonlyMap<string, string>,
  repository: Mutability | undefined,
  referrerTags: ReadonlyMap<string, string> = new Map(),
): readonly TagChange[] {
  return [...new Set(destinationTags)].map((tag): TagChange => {
    const otherDigest = claims.get(tag)?.find((other) => other !== digest);
    if (otherDigest !== undefined) return { kind: 'claimed-twice', tag, otherDigest };
    const referrer = referrerTags.get(tag);
    if (referrer !== undefined && referrer !== destinationDigest)
      return { kind: 'claimed-by-referrer', tag, otherDigest: referrer };
    return planTagChange(tag, destinationDigest, existing, repository);
  });
}
