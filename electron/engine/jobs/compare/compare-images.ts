import { compareTexts } from '../../../../shared/text/compare-keys.ts';
import type {
  ComparedPairState,
  ComparisonKind,
  ReferrerDifference,
  TagComparison,
  TaggedImage,
} from '../../../../shared/models/comparison.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import { subjectOfTag } from '../../../../shared/models/referrer-tag.ts';

/** The images of one side, indexed for the comparison. */
interface ImageIndex {
  readonly tags: ReadonlyMap<string, TaggedImage>;
  /** Digests of the referrers of an image, by `subject` or by tag. */
  readonly referrers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly untagged: number;
}

/** Whether an image has no tag and is no referrer. */
const isUntagged = ({ tags, subjectDigest }: ImageSummary): boolean =>
  tags.length === 0 && subjectDigest === undefined;

function indexImages(images: readonly ImageSummary[]): ImageIndex {
  const digests = new Set(images.map(({ digest }) => digest));
  const tags = new Map<string, TaggedImage>();
  const referrers = new Map<string, Set<string>>();
  const addReferrer = (subject: string, digest: string): void => {
    referrers.set(subject, (referrers.get(subject) ?? new Set()).add(digest));
  };
  for (const image of images) {
    const { digest, pushedAt, sizeInBytes, status, subjectDigest } = image;
    if (subjectDigest !== undefined) addReferrer(subjectDigest, digest);
    for (const tag of image.tags) {
      const subject = subjectOfTag(tag);
      if (subject !== undefined && digests.has(subject)) addReferrer(subject, digest);
      else tags.set(tag, { digest, pushedAt, sizeInBytes, archived: status !== 'ACTIVE' });
    }
  }
  return { tags, referrers, untagged: images.filter(isUntagged).length };
}

const noReferrers: ReadonlySet<string> = new Set();

function compareReferrers(
  digest: string,
  source: ImageIndex,
  destination: ImageIndex,
): ReferrerDifference | undefined {
  const atSource = source.referrers.get(digest) ?? noReferrers;
  const atDestination = destination.referrers.get(digest) ?? noReferrers;
  const onlyAtSource = [...atSource].filter((referrer) => !atDestination.has(referrer));
  const onlyAtDestination = [...atDestination].filter((referrer) => !atSource.has(referrer));
  return onlyAtSource.length + onlyAtDestination.length > 0 ? { onlyAtSource, onlyAtDestination } : undefined;
}

function compareTag(tag: string, source: ImageIndex, destination: ImageIndex): TagComparison | undefined {
  const sourceImage = source.tags.get(tag);
  const destinationImage = destination.tags.get(tag);
  if (sourceImage && !destinationImage) return { kind: 'only-at-source', tag, source: sourceImage };
  if (destinationImage && !sourceImage)
    return { kind: 'only-at-destination', tag, destination: destinationImage };
  if (!sourceImage || !destinationImage) return undefined;
  const both = { tag, source: sourceImage, destination: destinationImage };
  if (sourceImage.digest === destinationImage.digest) {
    const referrers = compareReferrers(sourceImage.digest, source, destination);
    return { kind: 'same', ...both, ...(referrers && { referrers }) };
  }
  const newer = sourceImage.pushedAt > destinationImage.pushedAt ? 'source' : 'destination';
  return { kind: 'different', ...both, newer };
}

/**
 * Compares the images of two repositories by tag. Pure.
 *
 * @param destinationImages undefined when the destination repository is missing.
 */
export function compareImages(
  sourceImages: readonly ImageSummary[],
  destinationImages: readonly ImageSummary[] | undefined,
): Extract<ComparedPairState, { kind: 'compared' }> {
  const source = indexImages(sourceImages);
  const destination = indexImages(destinationImages ?? []);
  const names = [...new Set([...source.tags.keys(), ...destination.tags.keys()])];
  const tags = names.toSorted(compareTexts).flatMap((tag) => compareTag(tag, source, destination) ?? []);
  const counts: Record<ComparisonKind, number> = {
    same: 0,
    different: 0,
    'only-at-source': 0,
    'only-at-destination': 0,
  };
  for (const { kind } of tags) counts[kind] += 1;
  return {
    kind: 'compared',
    destinationExists: destinationImages !== undefined,
    tags,
    counts,
    untagged: { source: source.untagged, destination: destination.untagged },
  };
}
