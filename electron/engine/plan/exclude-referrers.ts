import type { SourceImage } from '../image-graph/source-image.ts';

/** A referrer that the destination already has under the tag of a source referrer, and keeps. */
export interface KeptReferrer {
  readonly tag: string;
  /** The digest of the manifest to which the tag attaches the referrer. */
  readonly subjectDigest: string;
}

/**
 * Excludes from an image the referrers whose tag points to another digest at the destination, and the referrers
 * attached to those.
 *
 * @param tags digest by tag at the destination.
 */
export function excludeConflictingReferrers(
  image: SourceImage,
  tags: ReadonlyMap<string, string>,
): { readonly image: SourceImage; readonly kept: readonly KeptReferrer[] } {
  const copied = new Set(image.manifests.map(({ digest }) => digest));
  const kept: KeptReferrer[] = [];
  // Each referrer follows its subject, so the subjects that are not copied are known.
  const referrers = image.referrers.filter(({ digest, subjectDigest, tag, manifests }) => {
    if (!copied.has(subjectDigest)) return false;
    const existing = tag === undefined ? undefined : tags.get(tag);
    if (tag !== undefined && existing !== undefined && existing !== digest) {
      kept.push({ tag, subjectDigest });
      return false;
    }
    for (const manifest of manifests) copied.add(manifest.digest);
    return true;
  });
  return kept.length === 0 ? { image, kept } : { image: { ...image, referrers }, kept };
}
