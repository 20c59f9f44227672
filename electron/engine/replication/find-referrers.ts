import pLimit from 'p-limit';
import { shortDigest } from '../../../shared/models/image.ts';
import type { LeftOutManifest, ReplicationOptions } from '../../../shared/models/plan.ts';
import type { Manifest } from '../ecr/manifest.ts';
import type { ReferrerDescriptor } from '../ecr/list-referrers.ts';
import { listReferrers } from '../ecr/list-referrers.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { ManifestReader } from './manifest-reader.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import { assertNothingMissing } from './missing-manifests.ts';
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

/** Calls to ListImageReferrers at once. */
const parallelCalls = 8;

/** The forms of tags by which cosign and OCI 1.0 registries attach things: `sha256-<hex>`, `.sig`, `.att`, `.sbom`. */
export const fallbackTags = (digest: string): readonly string[] => {
  const base = digest.replace(':', '-');
  return [base, `${base}.sig`, `${base}.att`, `${base}.sbom`];
};

interface Found extends ReferrerDescriptor {
  readonly subjectDigest: string;
  readonly tag: string | undefined;
}

const cannotCome = ({ digest, artifactType = 'What is attached', subjectDigest }: Found): EngineError =>
  new EngineError({
    code: 'image-unavailable',
    message: `${artifactType} (${shortDigest(digest)}) of ${shortDigest(subjectDigest)} is archived at the source. Restore it in ECR, or copy without signatures and attestations.`,
    side: 'source',
    retryable: false,
    action: 'plan-again',
  });

async function bySubject(
  { registry, name }: RepositoryHandle,
  subjects: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Found[]> {
  const limit = pLimit(parallelCalls);
  const lists = await Promise.all(
    subjects.map((subjectDigest) =>
      limit(async () => {
        const referrers = await listReferrers(registry, name, subjectDigest, signal);
        return referrers.map((referrer) => ({ ...referrer, subjectDigest, tag: undefined }));
      }),
    ),
  );
  return lists.flat();
}

async function byTag(subjects: readonly string[], reader: ManifestReader): Promise<readonly Found[]> {
  const subjectOf = new Map(
    subjects.flatMap((digest) => fallbackTags(digest).map((tag) => [tag, digest] as const)),
  );
  const digests = await reader.digestsOfTags([...subjectOf.keys()]);
  return [...digests].flatMap(([tag, digest]) => {
    const subjectDigest = subjectOf.get(tag);
    return subjectDigest === undefined
      ? []
      : [{ digest, artifactType: undefined, isArchived: false, subjectDigest, tag }];
  });
}

/**
 * Everything attached to these manifests, and to what is attached to them, and so on: by ListImageReferrers and by
 * tag. Each after its subject. What vanished meanwhile is left out.
 *
 * @throws EngineError `image-incomplete` when what is attached is an index that names a manifest which the source does
 *   not hold and `missingManifests` is not `leave-out`; `image-unavailable` when it is archived.
 */
export async function findReferrers(
  repository: RepositoryHandle,
  manifestDigests: readonly string[],
  reader: ManifestReader,
  missingManifests: ReplicationOptions['missingManifests'],
  signal?: AbortSignal,
): Promise<FoundReferrers> {
  const known = new Set(manifestDigests);
  const referrers: Referrer[] = [];
  const leftOut: LeftOutManifest[] = [];
  let subjects: readonly string[] = manifestDigests;
  while (subjects.length > 0) {
    const found = (
      await Promise.all([bySubject(repository, subjects, signal), byTag(subjects, reader)])
    ).flat();
    const fresh = found.filter(({ digest, tag }) => tag !== undefined || !known.has(digest));
    const archived = fresh.find(({ isArchived }) => isArchived);
    if (archived) throw cannotCome(archived);
    await reader.read(fresh.map(({ digest }) => digest));
    const next: string[] = [];
    for (const { digest, subjectDigest, artifactType, tag } of fresh) {
      const manifest = reader.held.get(digest);
      if (!manifest) continue;
      const trimmed = trimImage(manifest, reader.held, undefined);
      assertNothingMissing(digest, trimmed.leftOut, missingManifests, subjectDigest);
      for (const each of trimmed.leftOut) leftOut.push(each);
      const own = trimmed.manifests.at(-1);
      if (!own) continue;
      const { manifests } = trimmed;
      referrers.push({ digest: own.digest, subjectDigest, artifactType, tag, manifests });
      const below = manifests.map((each) => each.digest);
      // An index that was written anew is not at the source: nothing is attached to it there.
      for (const each of below) {
        if (!known.has(each) && reader.held.has(each)) next.push(each);
        known.add(each);
      }
    }
    subjects = next;
  }
  return { referrers, leftOut };
}
