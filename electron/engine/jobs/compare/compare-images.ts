import type {
  ComparedPairState,
  ComparisonKind,
  ReferrerDifference,
  TagComparison,
  TaggedImage,
} from '../../../../shared/models/comparison.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import { subjectOfTag } from '../../../../shared/models/referrer-tag.ts';

/** One side's images, by what a comparison asks for. */
interface Contents {
  readonly tags: ReadonlyMap<string, TaggedImage>;
  /** Digests of what is attached to an image, by `subject` or by tag. */
  readonly referrers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly untagged: number;
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** It has no tag and is attached to nothing. */
const isUntagged = ({ tags: own, subjectDigest }: ImageSummary): boolean =>
  own.length === 0 && subjectDigest === undefined;

function contentsOf(images: readonly ImageSummary[]): Contents {
  const held = new Set(images.map(({ digest }) => digest));
  const tags = new Map<string, TaggedImage>();
  const referrers = new Map<string, Set<string>>();
  const attach = (subject: string, digest: string): void => {
    referrers.set(subject, (referrers.get(subject) ?? new Set()).add(digest));
  };
  for (const image of images) {
    const { digest, pushedAt, sizeInBytes, status, subjectDigest } = image;
    if (subjectDigest !== undefined) attach(subjectDigest, digest);
    for (const tag of image.tags) {
      const subject = subjectOfTag(tag);
      if (subject !== undefined && held.has(subject)) attach(subject, digest);
      else tags.set(tag, { digest, pushedAt, sizeInBytes, archived: status !== 'ACTIVE' });
    }
  }
  return { tags, referrers, untagged: images.filter(isUntagged).length };
}

const none: ReadonlySet<string> = new Set();

function referrerDifference(
  digest: string,
  source: Contents,
  destination: Contents,
): ReferrerDifference | undefined {
  const [here, there] = [source, destination].map(({ referrers }) => referrers.get(digest) ?? none);
  const onlyAtSource = [...(here ?? none)].filter((each) => !there?.has(each));
  const onlyAtDestination = [...(there ?? none)].filter((each) => !here?.has(each));
  return onlyAtSource.length + onlyAtDestination.length > 0 ? { onlyAtSource, onlyAtDestination } : undefined;
}

function compareTag(tag: string, source: Contents, destination: Contents): TagComparison | undefined {
  const here = source.tags.get(tag);
  const there = destination.tags.get(tag);
  if (here && !there) return { kind: 'only-at-source', tag, source: here };
  if (there && !here) return { kind: 'only-at-destination', tag, destination: there };
  if (!here || !there) return undefined;
  if (here.digest === there.digest) {
    const referrers = referrerDifference(here.digest, source, destination);
    return { kind: 'same', tag, source: here, destination: there, ...(referrers && { referrers }) };
  }
  const newer = here.pushedAt > there.pushedAt ? 'source' : 'destination';
  return { kind: 'different', tag, source: here, destination: there, newer };
}

/**
 * Compares two repositories tag by tag. Pure.
 *
 * @param destinationImages undefined when there is no such repository.
 */
export function compareImages(
  sourceImages: readonly ImageSummary[],
  destinationImages: readonly ImageSummary[] | undefined,
): Extract<ComparedPairState, { kind: 'compared' }> {
  const source = contentsOf(sourceImages);
  const destination = contentsOf(destinationImages ?? []);
  const names = [...new Set([...source.tags.keys(), ...destination.tags.keys()])];
  const tags = names
    .toSorted((a, b) => byNumber.compare(a, b))
    .flatMap((tag) => compareTag(tag, source, destination) ?? []);
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
