import { shortDigest } from '../../../shared/models/image.ts';
import type { LeftOutManifest, ReplicationOptions } from '../../../shared/models/plan.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Attachment, Attachments } from './attachments.ts';
import type { ManifestReader } from './manifest-reader.ts';
import { assertNothingMissing, assertReadable } from './missing-manifests.ts';
import { trimImage } from './trim-index.ts';

/** A signature, SBOM or attestation with all its manifests. */
export interface Referrer {
  readonly digest: string;
  readonly subjectDigest: string;
  readonly artifactType: string | undefined;
  /** The tag that attaches it to its subject when its manifest has no `subject`. */
  readonly tag: string | undefined;
  /** Children first, its own manifest last. */
  readonly manifests: readonly Manifest[];
}

/** The referrers of one image, and the referrers of those; each after its subject. */
export interface FoundReferrers {
  readonly referrers: readonly Referrer[];
  /** Manifests that indexes among the referrers name and the source does not have. */
  readonly leftOut: readonly LeftOutManifest[];
}

/** The manifests that a reader has read, by digest, and why it could not read others. */
export type ReadManifests = Pick<ManifestReader, 'manifests' | 'problems' | 'archived' | 'restoring'>;

const nameAttachment = ({ digest, artifactType = 'The artifact', subjectDigest, tag }: Attachment): string =>
  tag === undefined
    ? `${artifactType} (${shortDigest(digest)}) of ${shortDigest(subjectDigest)}`
    : `Tag ${tag}`;

const attachmentUnavailableError = (attachment: Attachment, problem: EngineError | undefined): EngineError =>
  new EngineError({
    code: 'image-unavailable',
    side: 'source',
    retryable: false,
    action: 'plan-again',
    ...problem?.data,
    message:
      problem && !attachment.isArchived
        ? `${nameAttachment(attachment)} cannot be copied. ${problem.data.message} Or copy without signatures and attestations.`
        : `${nameAttachment(attachment)} is archived at the source. Restore it in ECR, or copy without signatures and attestations.`,
  });

function assertAttachmentReadable(attachment: Attachment, { problems, archived }: ReadManifests): void {
  const isArchived = attachment.isArchived || archived.has(attachment.digest);
  const problem = problems.get(attachment.digest);
  if (isArchived || problem) throw attachmentUnavailableError({ ...attachment, isArchived }, problem);
}

/**
 * Finds the referrers of one image: the manifests attached to its manifests, and to the referrers in turn. Each follows
 * its subject. Attachments that were deleted since they were listed are left out.
 *
 * @throws EngineError `image-incomplete` when a referrer is an index that names a manifest which the source does not
 *   have and `missingManifests` is not `leave-out`; `image-unavailable` when a referrer is archived.
 */
export function findReferrers(
  manifestDigests: readonly string[],
  { bySubject }: Attachments,
  read: ReadManifests,
  missingManifests: ReplicationOptions['missingManifests'],
): FoundReferrers {
  const visited = new Set(manifestDigests);
  const referrers: Referrer[] = [];
  const leftOut: LeftOutManifest[] = [];
  let subjects: readonly string[] = manifestDigests;
  while (subjects.length > 0) {
    const attachments = subjects
      .flatMap((subject) => bySubject.get(subject) ?? [])
      .toSorted((a, b) => Number(a.tag !== undefined) - Number(b.tag !== undefined))
      .filter(({ digest, tag }) => tag !== undefined || !visited.has(digest));
    const nextSubjects: string[] = [];
    for (const attachment of attachments) {
      const { digest, subjectDigest, artifactType, tag } = attachment;
      assertAttachmentReadable(attachment, read);
      const manifest = read.manifests.get(digest);
      if (!manifest) continue;
      const trimmed = trimImage(manifest, read.manifests, undefined);
      assertReadable(trimmed.leftOut, read.problems);
      assertNothingMissing(digest, trimmed.leftOut, missingManifests, subjectDigest);
      for (const each of trimmed.leftOut) leftOut.push(each);
      const root = trimmed.manifests.at(-1);
      if (!root) continue;
      referrers.push({ digest: root.digest, subjectDigest, artifactType, tag, manifests: trimmed.manifests });
      for (const part of trimmed.manifests) {
        // A rewritten index does not exist at the source, so nothing is attached to it there.
        if (!visited.has(part.digest) && read.manifests.has(part.digest)) nextSubjects.push(part.digest);
        visited.add(part.digest);
      }
    }
    subjects = nextSubjects;
  }
  return { referrers, leftOut };
}
