import pLimit from 'p-limit';
import type { ErrorData } from '../../../shared/result.ts';
import type { ReferrerDescriptor } from '../ecr/list-referrers.ts';
import { listReferrers } from '../ecr/list-referrers.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { ManifestReader } from './manifest-reader.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { trimImage } from './trim-index.ts';

/** What is attached to a manifest: by the `subject` in its own manifest or, when `tag` is set, by a tag. */
export interface Attachment extends ReferrerDescriptor {
  readonly subjectDigest: string;
  readonly tag: string | undefined;
}

/** What is attached to the manifests that were asked about, to what is attached to these, and so on. */
export interface Attachments {
  /** By the digest of the manifest that it is attached to. */
  readonly bySubject: ReadonlyMap<string, readonly Attachment[]>;
  /** Why not all that is attached is known. */
  readonly error: ErrorData | undefined;
}

export const noAttachments: Attachments = { bySubject: new Map(), error: undefined };

/** Calls to ListImageReferrers at once, over all images. */
const parallelCalls = 8;

/** The forms of tags by which cosign and OCI 1.0 registries attach things: `sha256-<hex>`, `.sig`, `.att`, `.sbom`. */
export const listFallbackTags = (digest: string): readonly string[] => {
  const base = digest.replace(':', '-');
  return [base, `${base}.sig`, `${base}.att`, `${base}.sbom`];
};

/** From the listing where there is one, else by ListImageReferrers. */
async function attachedBySubject(
  { registry, name }: RepositoryHandle,
  subjects: readonly string[],
  { contents }: ManifestReader,
  signal: AbortSignal | undefined,
): Promise<readonly Attachment[]> {
  const bySubject = contents.kind === 'listed' ? contents.listing.bySubject : undefined;
  if (bySubject) {
    return subjects.flatMap((subjectDigest) =>
      (bySubject.get(subjectDigest) ?? []).map(({ digest, artifactMediaType, status }) => ({
        digest,
        artifactType: artifactMediaType,
        isArchived: status !== 'ACTIVE',
        subjectDigest,
        tag: undefined,
      })),
    );
  }
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

/** A list that cannot be had costs what it would have named, not the images. */
const isUnlistable = (error: unknown): error is EngineError =>
  error instanceof EngineError &&
  ['access-denied', 'operation-unsupported', 'upstream-unavailable', 'image-unavailable'].includes(
    error.data.code,
  );

async function attachedByTag(
  subjects: readonly string[],
  reader: ManifestReader,
): Promise<readonly Attachment[]> {
  const subjectOf = new Map(
    subjects.flatMap((digest) => listFallbackTags(digest).map((tag) => [tag, digest] as const)),
  );
  const digests = await reader.readTagDigests([...subjectOf.keys()]);
  for (const tag of subjectOf.keys()) {
    const unknown = reader.unknownTags.get(tag);
    if (unknown) throw unknown;
  }
  return [...subjectOf].flatMap(([tag, subjectDigest]) => {
    // Of what cannot be read, the digest may be unknown: its tag stands for it.
    const digest = digests.get(tag) ?? (reader.problems.has(tag) ? tag : undefined);
    return digest === undefined
      ? []
      : [{ digest, artifactType: undefined, isArchived: reader.archived.has(digest), subjectDigest, tag }];
  });
}

/**
 * Reads everything that is attached to these manifests, for all images at once, and level by level what is attached to
 * that. Each manifest is asked about once.
 *
 * @throws EngineError when the source cannot be asked.
 */
export async function readAttachments(
  repository: RepositoryHandle,
  manifestDigests: readonly string[],
  reader: ManifestReader,
  signal?: AbortSignal,
): Promise<Attachments> {
  const asked = new Set<string>();
  const bySubject = new Map<string, Attachment[]>();
  let error: ErrorData | undefined;
  const listed = async (list: () => Promise<readonly Attachment[]>): Promise<readonly Attachment[]> => {
    try {
      return await list();
    } catch (failure) {
      if (!isUnlistable(failure)) throw failure;
      error ??= failure.data;
      return [];
    }
  };

  let subjects: readonly string[] = [...new Set(manifestDigests)];
  while (subjects.length > 0) {
    for (const digest of subjects) asked.add(digest);
    const some = subjects;
    const found = (
      await Promise.all([
        listed(async () => (error ? [] : attachedBySubject(repository, some, reader, signal))),
        listed(() => attachedByTag(some, reader)),
      ])
    ).flat();
    for (const attachment of found) {
      const { subjectDigest } = attachment;
      bySubject.set(subjectDigest, [...(bySubject.get(subjectDigest) ?? []), attachment]);
    }
    const unread = found.filter(({ digest }) => !reader.problems.has(digest));
    await reader.read(unread.map(({ digest }) => digest));
    // An index that is written anew is not at the source: nothing is attached to it there.
    const below = found.flatMap(({ digest }) => {
      const manifest = reader.held.get(digest);
      return manifest ? trimImage(manifest, reader.held, undefined).manifests.map((each) => each.digest) : [];
    });
    subjects = [...new Set(below)].filter((digest) => !asked.has(digest) && reader.held.has(digest));
  }
  return { bySubject, error };
}
