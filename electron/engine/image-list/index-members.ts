import type { MembersState } from '../../../shared/models/image-query.ts';
import type { ImageSummary } from '../../../shared/models/image.ts';
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
  const visited = new Set<string>();
  let askedAt = now();
  let running = false;
  let state: MembersState = { kind: 'unread' };

  const addMembers = (digest: string): void => {
    visited.add(digest);
    for (const child of contents.get(digest) ?? []) {
      const known = indexesOf.get(child.digest);
      if (known) known.push(digest);
      else indexesOf.set(child.digest, [digest]);
    }
  };

  const readNext = async (): Promise<void> => {
    const unread = readable.filter((digest) => !visited.has(digest));
    for (const batch of chunk(unread, indexesAtOnce)) {
      if (now() - askedAt > interestLasts) return;
      state = { kind: 'reading', read: visited.size, indexes: readable.length };
      await readIndexes(repository, batch, contents);
      for (const digest of batch) addMembers(digest);
    }
    state = { kind: 'read', unreadable: indexes.filter(({ digest }) => !contents.has(digest)).length };
  };

  const start = async (): Promise<void> => {
    running = true;
    try {
      await readNext();
    } catch (error) {
      state = { kind: 'failed', error: toErrorData(error) };
    } finally {
      running = false;
    }
  };

  return {
    read() {
      askedAt = now();
      if (!running && (state.kind === 'unread' || state.kind === 'reading')) void start();
      return { state, indexesOf };
    },
  };
}
