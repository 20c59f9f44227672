import { EngineError } from '../errors/engine-error.ts';
import { readStoredImages } from '../ecr/get-manifests.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { parseManifest } from '../manifest/manifest.ts';
import {
  archivedFailure,
  imageRestoring,
  imageUnavailableError,
  isUpstreamFailure,
} from './image-unavailable.ts';
import type { Contents } from '../ecr/repository-contents.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';

const childDigests = (manifest: Manifest | undefined): readonly string[] =>
  manifest?.content.kind === 'index' ? manifest.content.children.map(({ digest }) => digest) : [];

/** A digest has a colon; a tag never has. */
const isTag = (digestOrTag: string): boolean => !digestOrTag.includes(':');

/** Manifests and tags of one repository, each read once. */
export interface ManifestReader {
  /**
   * Reads these manifests and all below them, level by level, and with the first level these tags: 100 a call. What is
   * not there is left out; what is there and cannot be read is in `problems`.
   */
  read(digests: readonly string[], tags?: readonly string[]): Promise<void>;
  readonly held: ReadonlyMap<string, Manifest>;
  /**
   * Why a manifest that the repository has cannot be copied: `image-unavailable`, `image-unsupported` or
   * `digest-mismatch`. By digest, or by tag where the digest behind a tag is unknown.
   */
  readonly problems: ReadonlyMap<string, EngineError>;
  /** Those that are archived, by digest or tag as in `problems`. */
  readonly archived: ReadonlySet<string>;
  /** Those of `archived` that ECR restores already, as far as the repository was listed. */
  readonly restoring: ReadonlySet<string>;
  readonly contents: Contents;
  /** Why it is unknown whether the repository has a tag: its upstream registry is out of reach. */
  readonly unknownTags: ReadonlyMap<string, EngineError>;
  /** The digest behind each of these tags; those that the repository does not have are left out. */
  readTagDigests(tags: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** As a repository that is asked about each of its manifests. */
const askEach: Contents = { kind: 'asked' };

/** @param contents what is known of the repository beforehand: what it does not have is not asked for. */
export function createManifestReader(
  repository: RepositoryHandle,
  signal?: AbortSignal,
  contents: Contents = askEach,
): ManifestReader {
  const unknownTags = new Map<string, EngineError>();
  const held = new Map<string, Manifest>();
  const problems = new Map<string, EngineError>();
  const archived = new Set<string>();
  const restoring = new Set<string>();
  const heldTags = new Map<string, string>();
  /** By digest or tag, which never look alike. */
  const reading = new Map<string, Promise<void>>();

  const parse = (digest: string, mediaType: string, text: string): void => {
    try {
      held.set(digest, parseManifest(digest, mediaType, text));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      problems.set(digest, error);
    }
  };

  /** Those of these that BatchGetImage returns, as far as that is known. */
  const readable = (digests: readonly string[]): readonly string[] => {
    if (contents.kind === 'asked') return digests;
    const { statuses } = contents.listing;
    return digests.filter((digest) => {
      if (!statuses.has(digest)) return false;
      const status = statuses.get(digest);
      if (status === undefined || status === 'ACTIVE') return true;
      const isRestoring = status === 'ACTIVATING';
      problems.set(
        digest,
        isRestoring ? imageRestoring(digest) : imageUnavailableError(digest, archivedFailure),
      );
      archived.add(digest);
      if (isRestoring) restoring.add(digest);
      return false;
    });
  };

  const fetch = async (digests: readonly string[], tags: readonly string[]): Promise<void> => {
    const { registry, name } = repository;
    const asked = { digests: readable(digests), tags: contents.kind === 'asked' ? tags : [] };
    const stored = await readStoredImages(registry, name, asked, signal);
    for (const [digest, { mediaType, text }] of stored.manifests) parse(digest, mediaType, text);
    for (const [tag, digest] of stored.tags) heldTags.set(tag, digest);
    for (const [digestOrTag, failureCode] of stored.unreadable) {
      if (isTag(digestOrTag) && isUpstreamFailure(failureCode)) {
        unknownTags.set(digestOrTag, imageUnavailableError(digestOrTag, failureCode));
        continue;
      }
      const digest = stored.tags.get(digestOrTag) ?? digestOrTag;
      problems.set(digest, imageUnavailableError(digest, failureCode));
      if (failureCode === archivedFailure) archived.add(digest);
    }
  };

  const isNew = (key: string): boolean => !reading.has(key);

  /** Asks for what was not asked for yet, and waits for all of it. */
  const fetchNew = async (digests: readonly string[], tags: readonly string[]): Promise<void> => {
    const fetching = fetch(digests.filter(isNew), tags.filter(isNew));
    const keys = [...digests, ...tags];
    for (const key of keys.filter(isNew)) reading.set(key, fetching);
    await Promise.all([fetching, ...new Set(keys.map((key) => reading.get(key)))]);
  };

  return {
    held,
    problems,
    archived,
    restoring,
    contents,
    unknownTags,
    async read(digests, tags = []) {
      const visited = new Set<string>();
      let wanted: readonly string[] = [...new Set(digests)];
      let alongside = tags;
      while (wanted.length > 0 || alongside.length > 0) {
        await fetchNew(wanted, alongside);
        alongside = [];
        for (const digest of wanted) visited.add(digest);
        const below = wanted.flatMap((digest) => childDigests(held.get(digest)));
        wanted = [...new Set(below)].filter((digest) => !visited.has(digest));
      }
    },
    async readTagDigests(tags) {
      await fetchNew([], tags);
      const known = contents.kind === 'listed' ? contents.listing.tags : heldTags;
      return new Map(
        tags.flatMap((tag) => {
          const digest = known.get(tag);
          return digest === undefined ? [] : [[tag, digest] as const];
        }),
      );
    },
  };
}
