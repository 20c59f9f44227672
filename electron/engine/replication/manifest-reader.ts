import { shortDigest } from '../../../shared/models/image.ts';
import { EngineError } from '../errors/engine-error.ts';
import { readStoredImages } from '../ecr/get-manifests.ts';
import type { Manifest } from '../ecr/manifest.ts';
import { parseManifest } from '../ecr/manifest.ts';
import type { RepositoryHandle } from './repository-handle.ts';

const childDigests = (manifest: Manifest | undefined): readonly string[] =>
  manifest?.content.kind === 'index' ? manifest.content.children.map(({ digest }) => digest) : [];

/** Tags are read for what they attach; an image that was picked by its tag is read by its digest too. */
const isTag = (digestOrTag: string): boolean => !digestOrTag.includes(':');

/** What is there but cannot be read now: archived, its KMS key out of use, its upstream registry out of reach. */
export function imageUnavailable(digestOrTag: string, failureCode: string): EngineError {
  const name = isTag(digestOrTag) ? `Tag ${digestOrTag}` : shortDigest(digestOrTag);
  const remedy = isTag(digestOrTag) ? 'or copy without signatures and attestations' : 'then try again';
  return new EngineError({
    code: 'image-unavailable',
    message:
      failureCode === 'ImageInaccessible'
        ? `${name} is archived at the source. Restore it in ECR, ${remedy}.`
        : `ECR holds ${name} but does not hand it out (${failureCode}).`,
    side: 'source',
    retryable: false,
    action: 'plan-again',
  });
}

/** Manifests and tags of one repository, each read once. */
export interface ManifestReader {
  /**
   * Reads these manifests and all below them, level by level, and with the first level these tags: 100 of both a call.
   * What is not there is left out.
   *
   * @throws EngineError `digest-mismatch`, `image-unsupported`, or `image-unavailable`.
   */
  read(digests: readonly string[], tags?: readonly string[]): Promise<void>;
  readonly held: ReadonlyMap<string, Manifest>;
  /** The digest behind each of these tags; those that the repository does not have are left out. */
  digestsOfTags(tags: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export function createManifestReader(repository: RepositoryHandle, signal?: AbortSignal): ManifestReader {
  const held = new Map<string, Manifest>();
  const heldTags = new Map<string, string>();
  /** By digest or tag, which never look alike. */
  const reading = new Map<string, Promise<void>>();

  const fetch = async (digests: readonly string[], tags: readonly string[]): Promise<void> => {
    const { registry, name } = repository;
    const stored = await readStoredImages(registry, name, { digests, tags }, signal);
    const [unreadable] = stored.unreadable;
    if (unreadable) throw imageUnavailable(...unreadable);
    for (const [digest, { mediaType, text }] of stored.manifests)
      held.set(digest, parseManifest(digest, mediaType, text));
    for (const [tag, digest] of stored.tags) heldTags.set(tag, digest);
  };

  const isNew = (key: string): boolean => !reading.has(key);

  /** Asks for what was not asked for yet, and waits for all of it. */
  const fetchNew = async (digests: readonly string[], tags: readonly string[]): Promise<void> => {
    const fetching = fetch(digests.filter(isNew), tags.filter(isNew));
    const keys = [...digests, ...tags];
    for (const key of keys.filter(isNew)) reading.set(key, fetching);
    await Promise.all([fetching, ...keys.map((key) => reading.get(key))]);
  };

  return {
    held,
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
    async digestsOfTags(tags) {
      await fetchNew([], tags);
      return new Map(
        tags.flatMap((tag) => {
          const digest = heldTags.get(tag);
          return digest === undefined ? [] : [[tag, digest] as const];
        }),
      );
    },
  };
}
