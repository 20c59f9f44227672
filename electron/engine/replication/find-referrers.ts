import pLimit from 'p-limit';
import type { Manifest } from '../ecr/manifest.ts';
import type { ReferrerDescriptor } from '../ecr/list-referrers.ts';
import { listReferrers } from '../ecr/list-referrers.ts';
import type { ManifestReader } from './manifest-reader.ts';
import type { RepositoryHandle } from './repository-handle.ts';
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
    return subjectDigest === undefined ? [] : [{ digest, artifactType: undefined, subjectDigest, tag }];
  });
}

/**
 * Everything attached to these manifests, and to what is attached to them, and so on: by ListImageReferrers and by
 * tag. Each after its subject. What vanished meanwhile is left out.
 */
export async function findReferrers(
  repository: RepositoryHandle,
  manifestDigests: readonly string[],
  reader: ManifestReader,
  signal?: AbortSignal,
): Promise<readonly Referrer[]> {
  const known = new Set(manifestDigests);
  const referrers: Referrer[] = [];
  let subjects: readonly string[] = manifestDigests;
  while (subjects.length > 0) {
    const found = (
      await Promise.all([bySubject(repository, subjects, signal), byTag(subjects, reader)])
    ).flat();
    const fresh = found.filter(({ digest, tag }) => tag !== undefined || !known.has(digest));
    await reader.read(fresh.map(({ digest }) => digest));
    const next: string[] = [];
    for (const { digest, subjectDigest, artifactType, tag } of fresh) {
      const manifest = reader.held.get(digest);
      const whole = manifest && trimImage(manifest, reader.held, undefined);
      if (!whole || whole.leftOut.length > 0) continue;
      referrers.push({ digest, subjectDigest, artifactType, tag, manifests: whole.manifests });
      next.push(...whole.manifests.map((each) => each.digest).filter((each) => !known.has(each)));
      for (const each of whole.manifests) known.add(each.digest);
    }
    subjects = next;
  }
  return referrers;
}
