import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { RepositoryContents } from '../ecr/repository-contents.ts';
import { readStoredImages } from '../ecr/stored-images.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { createShareBlob } from '../manifest/share-blob.ts';
import {
  archivedFailure,
  imageRestoringError,
  imageUnavailableError,
  isDigest,
  isUpstreamFailure,
} from './image-unavailable.ts';

const getChildDigests = (manifest: Manifest | undefined): readonly string[] =>
  manifest?.content.kind === 'index' ? manifest.content.children.map(({ digest }) => digest) : [];

/** Reads manifests and tags of one repository, each once. */
export interface ManifestReader {
  /**
   * Reads these manifests and all manifests below them, level by level, and these tags with the first level; 100 a
   * call. Manifests that the repository does not have are left out; those that cannot be read are in `problems`.
   *
   * @throws EngineError when the repository cannot be read.
   */
  read(digests: readonly string[], tags?: readonly string[]): Promise<void>;
  /** The manifests that were read, by digest. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  /**
   * Why a manifest that the repository has cannot be copied: `image-unavailable`, `image-unsupported` or
   * `digest-mismatch`. By digest, or by tag where the digest of the tag is unknown.
   */
  readonly problems: ReadonlyMap<string, EngineError>;
  /** The archived manifests among `problems`, by the same keys. */
  readonly archived: ReadonlySet<string>;
  /** The manifests among `archived` that ECR is restoring, as far as the repository was listed. */
  readonly restoring: ReadonlySet<string>;
  readonly contents: RepositoryContents;
  /** Why it is unknown whether the repository has a tag, by tag: its upstream registry is unavailable. */
  readonly unknownTags: ReadonlyMap<string, EngineError>;
  /** Reads the digests of tags; tags that the repository does not have are left out. */
  readTagDigests(tags: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** @param contents what is known of the repository: manifests and tags that it does not have are not requested. */
export function createManifestReader(
  repository: RepositoryHandle,
  signal?: AbortSignal,
  contents: RepositoryContents = { kind: 'unlisted' },
): ManifestReader {
  const shareBlob = createShareBlob();
  const unknownTags = new Map<string, EngineError>();
  const manifests = new Map<string, Manifest>();
  const problems = new Map<string, EngineError>();
  const archived = new Set<string>();
  const restoring = new Set<string>();
  const tagDigests = new Map<string, string>();
  /** Requests by digest or tag. */
  const requests = new Map<string, Promise<void>>();

  const addManifest = (digest: string, mediaType: string, text: string): void => {
    try {
      manifests.set(digest, parseManifest(digest, mediaType, text, shareBlob));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      problems.set(digest, error);
    }
  };

  /** Selects the manifests that BatchGetImage returns, as far as the listing shows it, and records the archived ones. */
  const selectReadable = (digests: readonly string[]): readonly string[] => {
    if (contents.kind === 'unlisted') return digests;
    const { statuses } = contents.listing;
    return digests.filter((digest) => {
      if (!statuses.has(digest)) return false;
      const status = statuses.get(digest);
      if (status === undefined || status === 'ACTIVE') return true;
      const isRestoring = status === 'ACTIVATING';
      problems.set(
        digest,
        isRestoring ? imageRestoringError(digest) : imageUnavailableError(digest, archivedFailure),
      );
      archived.add(digest);
      if (isRestoring) restoring.add(digest);
      return false;
    });
  };

  const fetch = async (digests: readonly string[], tags: readonly string[]): Promise<void> => {
    const wanted = { digests: selectReadable(digests), tags: contents.kind === 'unlisted' ? tags : [] };
    const stored = await readStoredImages(repository, wanted, signal);
    for (const [digest, { mediaType, text }] of stored.manifests) addManifest(digest, mediaType, text);
    for (const [tag, digest] of stored.tags) tagDigests.set(tag, digest);
    for (const [digestOrTag, failureCode] of stored.unreadable) {
      if (!isDigest(digestOrTag) && isUpstreamFailure(failureCode)) {
        unknownTags.set(digestOrTag, imageUnavailableError(digestOrTag, failureCode));
        continue;
      }
      const digest = stored.tags.get(digestOrTag) ?? digestOrTag;
      problems.set(digest, imageUnavailableError(digest, failureCode));
      if (failureCode === archivedFailure) archived.add(digest);
    }
  };

  const isNew = (key: string): boolean => !requests.has(key);

  /** Requests what was not requested before, and waits for all of it. */
  const fetchNew = async (digests: readonly string[], tags: readonly string[]): Promise<void> => {
    const request = fetch(digests.filter(isNew), tags.filter(isNew));
    const keys = [...digests, ...tags];
    for (const key of keys.filter(isNew)) requests.set(key, request);
    await Promise.all([request, ...new Set(keys.map((key) => requests.get(key)))]);
  };

  return {
    manifests,
    problems,
    archived,
    restoring,
    contents,
    unknownTags,
    async read(digests, tags = []) {
      const visited = new Set<string>();
      let level: readonly string[] = [...new Set(digests)];
      let levelTags = tags;
      while (level.length > 0 || levelTags.length > 0) {
        await fetchNew(level, levelTags);
        levelTags = [];
        for (const digest of level) visited.add(digest);
        const children = level.flatMap((digest) => getChildDigests(manifests.get(digest)));
        level = [...new Set(children)].filter((digest) => !visited.has(digest));
      }
    },
    async readTagDigests(tags) {
      if (contents.kind === 'unlisted') await fetchNew([], tags);
      const known = contents.kind === 'listed' ? contents.listing.tags : tagDigests;
      return new Map(
        tags.flatMap((tag) => {
          const digest = known.get(tag);
          return digest === undefined ? [] : [[tag, digest] as const];
        }),
      );
    },
  };
}
