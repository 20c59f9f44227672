import type { MembersState } from '../../../shared/models/image-query.ts';
import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import type { KnownMembers } from '../../../shared/images/relate-image.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { chunk } from '../ecr/chunk.ts';
import { readStoredImages } from '../ecr/stored-images.ts';
import { EngineError } from '../errors/engine-error.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { ChildDescriptor } from '../manifest/manifest.ts';
import { parseManifest } from '../manifest/manifest.ts';

/** Four calls of BatchGetImage, which are sent at once. */
const indexesAtOnce = 400;

/** Milliseconds after which reading stops when nobody asks for the result: the list was left. */
const interestLasts = 5_000;

/** The manifests that indexes name, by the digest of the index. The content of a digest never changes. */
export type IndexContents = Map<string, readonly ChildDescriptor[]>;

/** Reads which manifests the indexes of a repository name. */
export interface IndexMembers {
  /** What is known now. Reading continues while this is called at least every few seconds. */
  read(): KnownMembers;
  /** Reads all indexes; the state of the result says when it failed. */
  readAll(): Promise<KnownMembers>;
}

/** The children of an index; undefined for a manifest that cannot be parsed. */
function parseChildren(
  digest: string,
  { mediaType, text }: { readonly mediaType: string; readonly text: string },
): readonly ChildDescriptor[] | undefined {
  try {
    const { content } = parseManifest(digest, mediaType, text);
    return content.kind === 'index' ? content.children : [];
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

/** The platforms of manifests that are no attestations or the like. */
const listPlatforms = (children: readonly ChildDescriptor[]): readonly Platform[] =>
  children.flatMap(({ platform, companion }) => (platform && !companion ? platform : []));

/** Reads these indexes into `contents`; those that cannot be read are left out. @throws EngineError */
export async function readIndexes(
  repository: RepositoryHandle,
  digests: readonly string[],
  contents: IndexContents,
): Promise<void> {
  const missing = digests.filter((digest) => !contents.has(digest));
  if (missing.length === 0) return;
  const { manifests } = await readStoredImages({ ...repository, mayImport: false }, { digests: missing });
  for (const [digest, manifest] of manifests) {
    const children = parseChildren(digest, manifest);
    if (children) contents.set(digest, children);
  }
}

/**
 * @param images the complete list of the repository.
 * @param contents receives what is read; what it has already is not read again.
 * @param now the time in milliseconds.
 */
export function createIndexMembers(
  repository: RepositoryHandle,
  images: readonly ImageSummary[],
  contents: IndexContents,
  now: () => number,
): IndexMembers {
  const indexes = images.filter(({ kind }) => kind === 'index');
  const readable = indexes.filter(({ status }) => status === 'ACTIVE').map(({ digest }) => digest);
  const indexesOf = new Map<string, string[]>();
  const platformsOf = new Map<string, readonly Platform[]>();
  const visited = new Set<string>();
  let askedAt = now();
  let waiting = 0;
  let running: Promise<void> | undefined;
  let state: MembersState = { kind: 'unread' };

  const addMembers = (digest: string): void => {
    visited.add(digest);
    const children = contents.get(digest);
    if (!children) return;
    for (const child of children) {
      const known = indexesOf.get(child.digest);
      if (known) known.push(digest);
      else indexesOf.set(child.digest, [digest]);
      const platforms = listPlatforms([child]);
      if (platforms.length > 0) platformsOf.set(child.digest, platforms);
    }
    platformsOf.set(digest, listPlatforms(children));
  };

  const readNext = async (): Promise<void> => {
    const unread = readable.filter((digest) => !visited.has(digest));
    for (const batch of chunk(unread, indexesAtOnce)) {
      if (waiting === 0 && now() - askedAt > interestLasts) return;
      state = { kind: 'reading', read: visited.size, indexes: readable.length };
      await readIndexes(repository, batch, contents);
      for (const digest of batch) addMembers(digest);
    }
    state = { kind: 'read', unreadable: indexes.filter(({ digest }) => !contents.has(digest)).length };
  };

  const start = async (): Promise<void> => {
    try {
      await readNext();
    } catch (error) {
      state = { kind: 'failed', error: toErrorData(error) };
    } finally {
      running = undefined;
    }
  };

  const read = (): KnownMembers => {
    askedAt = now();
    if (!running && (state.kind === 'unread' || state.kind === 'reading')) running = start();
    return { state, indexesOf, platformsOf };
  };

  return {
    read,
    async readAll() {
      waiting += 1;
      try {
        read();
        await running;
      } finally {
        waiting -= 1;
      }
      return { state, indexesOf, platformsOf };
    },
  };
}
