import { shortDigest } from '../../../shared/models/image.ts';
import type { LeftOutManifest, ReplicationOptions } from '../../../shared/models/plan.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Attachment, Attachments } from './attachments.ts';
import type { ManifestReader } from './manifest-reader.ts';
import { assertNothingMissing, assertReadable } from './missing-manifests.ts';
import { trimImage } from './trim-index.ts';

/** A signature, SBOM or attestation, with everything that it consists of. */
export interface Referrer {
  readonly digest: string;
  readonly subjectDigest: string;
  readonly artifactType: string | undefined;
  /** The tag that ties it to its subject, where no `subject` in its manifest does. */
  readonly tag: string | undefined;
  /** Children first, its own the last. */
  readonly manifests: readonly Manifest[];
}

export interface FoundReferrers {
  readonly referrers: readonly Referrer[];
  /** What indexes among them name and the source does not hold. */
  readonly leftOut: readonly LeftOutManifest[];
}

/** The manifests that were read, by digest, and why others were not. */
export type ReadManifests = Pick<ManifestReader, 'held' | 'problems' | 'archived' | 'restoring'>;

const nameOf = ({ digest, artifactType = 'What is attached', subjectDigest, tag }: Attachment): string =>
  tag === undefined
    ? `${artifactType} (${shortDigest(digest)}) of ${shortDigest(subjectDigest)}`
    : `Tag ${tag}`;

const cannotCome = (attachment: Attachment, problem: EngineError | undefined): EngineError =>
  new EngineError({
    code: 'image-unavailable',
    side: 'source',
    retryable: false,
    action: 'plan-again',
    ...problem?.data,
    message:
      problem && !attachment.isArchived
        ? `${nameOf(attachment)} cannot be copied. ${problem.data.message} Or copy without signatures and attestations.`
        : `${nameOf(attachment)} is archived at the source. Restore it in ECR, or copy without signatures and attestations.`,
  });

function assertReferrerReadable(attachment: Attachment, { problems, archived }: ReadManifests): void {
  const isArchived = attachment.isArchived || archived.has(attachment.digest);
  const problem = problems.get(attachment.digest);
  if (isArchived || problem) throw cannotCome({ ...attachment, isArchived }, problem);
}

/**
 * The referrers of one image: what is attached to its manifests, and to what is attached to them, and so on. Each after
 * its subject. What vanished meanwhile is left out.
 *
 * @throws EngineError `image-incomplete` when what is attached is an index that names a manifest which the source does
 *   not hold and `missingManifests` is not `leave-out`; `image-unavailable` when it is archived.
 */
export function findReferrers(
  manifestDigests: readonly string[],
  { bySubject }: Attachments,
  manifests: ReadManifests,
  missingManifests: ReplicationOptions['missingManifests'],
): FoundReferrers {
  const known = new Set(manifestDigests);
  const referrers: Referrer[] = [];
  const leftOut: LeftOutManifest[] = [];
  let subjects: readonly string[] = manifestDigests;
  while (subjects.length > 0) {
    const found = subjects
      .flatMap((subject) => bySubject.get(subject) ?? [])
      .toSorted((a, b) => Number(a.tag !== undefined) - Number(b.tag !== undefined));
    const fresh = found.filter(({ digest, tag }) => tag !== undefined || !known.has(digest));
    const next: string[] = [];
    for (const attachment of fresh) {
      const { digest, subjectDigest, artifactType, tag } = attachment;
      assertReferrerReadable(attachment, manifests);
      const manifest = manifests.held.get(digest);
      if (!manifest) continue;
      const trimmed = trimImage(manifest, manifests.held, undefined);
      assertReadable(trimmed.leftOut, manifests.problems);
      assertNothingMissing(digest, trimmed.leftOut, missingManifests, subjectDigest);
      for (const each of trimmed.leftOut) leftOut.push(each);
      const own = trimmed.manifests.at(-1);
      if (!own) continue;
      referrers.push({ digest: own.digest, subjectDigest, artifactType, tag, manifests: trimmed.manifests });
      const below = trimmed.manifests.map((each) => each.digest);
      // An index that was written anew is not at the source: nothing is attached to it there.
      for (const each of below) {
        if (!known.has(each) && manifests.held.has(each)) next.push(each);
        known.add(each);
      }
    }
    subjects = next;
  }
  return { referrers, leftOut };
}
