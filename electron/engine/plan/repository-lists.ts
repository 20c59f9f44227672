import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { repositoryKey } from '../aws/clients/repository-handle.ts';
import type { RepositoryContents, RepositoryListing } from '../ecr/repository-contents.ts';

/** Milliseconds for which a list is used again. A run checks the tags of its plan in any case. */
const lifetime = 60_000;

type ReadList<T> = (handle: RepositoryHandle, read: () => Promise<T>) => Promise<T>;

/** Lists of repositories for plans that are made one after another, while nothing is copied: each is read once a minute. */
export interface RepositoryLists {
  readonly ofSource: ReadList<RepositoryContents>;
  readonly ofDestination: ReadList<RepositoryListing | undefined>;
}

function createReadList<T>(isListed: (value: T) => boolean, now: () => number): ReadList<T> {
  const lists = new Map<string, { readonly value: T; readonly readAt: number }>();
  return async (handle, read) => {
    const key = repositoryKey(handle);
    const known = lists.get(key);
    const readAt = now();
    if (known && readAt - known.readAt < lifetime) return known.value;
    const value = await read();
    if (isListed(value)) lists.set(key, { value, readAt });
    return value;
  };
}

/** @param now a monotonic clock, in milliseconds. */
export const createRepositoryLists = (now = (): number => performance.now()): RepositoryLists => ({
  ofSource: createReadList(({ kind }) => kind === 'listed', now),
  ofDestination: createReadList((listing) => listing !== undefined, now),
});
