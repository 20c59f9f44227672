import pLimit from 'p-limit';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { ReferrerDescriptor } from '../ecr/list-referrers.ts';
import { listReferrers } from '../ecr/list-referrers.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { ManifestReader } from './manifest-reader.ts';
import { trimImage } from './trim-index.ts';

/** A manifest attached to another one: by its own `subject` or, when `tag` is set, by a tag. */
export interface Attachment extends ReferrerDescriptor {
  readonly subjectDigest: string;
  readonly tag: string | undefined;
}

/** The manifests attached to images, and to their attachments in turn. */
export interface Attachments {
  /** By the digest of the manifest that they are attached to. */
  readonly bySubject: ReadonlyMap<string, readonly Attachment[]>;
  /** Why some attachments are unknown. */
  readonly error: ErrorData | undefined;
}

/** For images that are copied without their referrers. */
export const noAttachments: Attachments = { bySubject: new Map(), error: undefined };

/** Calls to ListImageReferrers that run at once, over all images. */
const maxParallelCalls = 8;

/**
 * Lists the tags that attach manifests to this digest: `sha256-<hex>`, `.sig`, `.att`, `.sbom`.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export const listFallbackTags = (digest: string): readonly string[] => {
  const base = digest.replace(':', '-');
  return [base, `${base}.sig`, `${base}.att`, `${base}.sbom`];
};

/** Finds attachments by `subject` in the listing of the repository, or by ListImageReferrers without one. */
async function findBySubject(
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
  const limit = pLimit(maxParallelCalls);
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

/** Without a list of attachments the images themselves can still be copied. */
const isListUnavailable = (error: unknown): error is EngineError =>
  error instanceof EngineError &&
  ['access-denied', 'operation-unsupported', 'upstream-unavailable', 'image-unavailable'].includes(
    error.data.code,
  );

async function findByTag(
  subjects: readonly string[],
  reader: ManifestReader,
): Promise<readonly Attachment[]> {
  const listed = reader.contents.kind === 'listed' ? reader.contents.listing.tags : undefined;
  const subjectsByTag = new Map<string, string>();
  for (const digest of subjects)
    for (const tag of listFallbackTags(digest))
      if (!listed || listed.has(tag)) subjectsByTag.set(tag, digest);
  const digests = await reader.readTagDigests([...subjectsByTag.keys()]);
  for (const tag of subjectsByTag.keys()) {
    const unknown = reader.unknownTags.get(tag);
    if (unknown) throw unknown;
  }
  return [...subjectsByTag].flatMap(([tag, subjectDigest]) => {
    // Of an unreadable manifest the digest can be unknown; then its tag replaces it.
    const digest = digests.get(tag) ?? (reader.problems.has(tag) ? tag : undefined);
    return digest === undefined
      ? []
      : [{ digest, artifactType: undefined, isArchived: reader.archived.has(digest), subjectDigest, tag }];
  });
}

/**
 * Reads all manifests attached to these manifests, for all images at once, and level by level the manifests attached to
 * those. The attachments of each manifest are requested once.
 *
 * @throws EngineError when the source cannot be read.
 */
export async function readAttachments(
  repository: RepositoryHandle,
  manifestDigests: readonly string[],
  reader: ManifestReader,
  signal?: AbortSignal,
): Promise<Attachments> {
  const visited = new Set<string>();
  const bySubject = new Map<string, Attachment[]>();
  let error: ErrorData | undefined;
  const listIfAvailable = async (
    list: () => Promise<readonly Attachment[]>,
  ): Promise<readonly Attachment[]> => {
    try {
      return await list();
    } catch (failure) {
      if (!isListUnavailable(failure)) throw failure;
      error ??= failure.data;
      return [];
    }
  };

  let subjects: readonly string[] = [...new Set(manifestDigests)];
  while (subjects.length > 0) {
    for (const digest of subjects) visited.add(digest);
    const level = subjects;
    const found = (
      await Promise.all([
        listIfAvailable(async () => (error ? [] : findBySubject(repository, level, reader, signal))),
        listIfAvailable(() => findByTag(level, reader)),
      ])
    ).flat();
    for (const attachment of found) {
      const { subjectDigest } = attachment;
      bySubject.set(subjectDigest, [...(bySubject.get(subjectDigest) ?? []), attachment]);
    }
    const unread = found.filter(({ digest }) => !reader.problems.has(digest));
    await reader.read(unread.map(({ digest }) => digest));
    const digests = found.flatMap(({ digest }) => {
      const manifest = reader.manifests.get(digest);
      return manifest
        ? trimImage(manifest, reader.manifests, undefined).manifests.map((each) => each.digest)
        : [];
    });
    // A rewritten index does not exist at the source, so nothing is attached to it there.
    subjects = [...new Set(digests)].filter((digest) => !visited.has(digest) && reader.manifests.has(digest));
  }
  return { bySubject, error };
}
