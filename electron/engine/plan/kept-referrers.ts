import type { SourceImage } from '../image-graph/source-image.ts';

/** What the destination has already under the tag of a referrer, and keeps. */
export interface KeptReferrer {
  readonly tag: string;
  /** What the tag attaches something to. */
  readonly subjectDigest: string;
}

/**
 * The same image without the referrers whose tag points to something else at the destination, and without what is
 * attached to these.
 *
 * @param tags digest by tag at the destination.
 */
export function excludeConflictingReferrers(
  image: SourceImage,
  tags: ReadonlyMap<string, string>,
): { readonly image: SourceImage; readonly kept: readonly KeptReferrer[] } {
  const copied = new Set(image.manifests.map(({ digest }) => digest));
  const kept: KeptReferrer[] = [];
  // Each stands after its subject: one whose subject is not copied has nothing to be attached to.
  const referrers = image.referrers.filter(({ digest, subjectDigest, tag, manifests }) => {
    if (!copied.has(subjectDigest)) return false;
    const taken = tag === undefined ? undefined : tags.get(tag);
    if (tag !== undefined && taken !== undefined && taken !== digest) {
      kept.push({ tag, subjectDigest });
      return false;
    }
    for (const manifest of manifests) copied.add(manifest.digest);
    return true;
  });
  return kept.length === 0 ? { image, kept } : { image: { ...image, referrers }, kept };
}
