import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { repositoryKey } from '../aws/clients/repository-handle.ts';
import type { CacheRule } from '../ecr/pull-through-cache.ts';
import type { RepositoryLookup } from '../ecr/repositories.ts';
import type { RepositoryContents, RepositoryListing } from '../ecr/repository-contents.ts';
import { listIfFewerCalls, readRepositoryContents } from '../ecr/repository-contents.ts';

/** Milliseconds for which a read is used again. A run checks the tags of its plan in any case. */
const lifetime = 60_000;

/** One side with its account. */
export interface OpenedSide {
  readonly identity: RegistryIdentity;
  /** Bound to the account: no call is made with credentials of another one. */
  readonly handle: RepositoryHandle;
  readonly repository: RepositoryLookup;
}

/** The destination. Where a rule applies, ECR can move its tags, and reading an image that it lacks can import it. */
export interface OpenedDestination extends OpenedSide {
  /** Whether a pull through cache rule of the registry applies to the repository. */
  readonly cacheRule: CacheRule;
}

/** Reads by key; a read that fails is repeated. */
interface ReadOnce<T> {
  get(key: string, read: () => Promise<T>): Promise<T>;
  forget(key?: string): void;
}

/** A list that takes more calls than these is not read. */
interface SourceList {
  readonly contents: RepositoryContents;
  readonly otherCalls: number;
}

/** What plans of the same repositories, made while nothing is copied, read once a minute. */
export interface SharedReads {
  readonly sources: ReadOnce<OpenedSide>;
  readonly destinations: ReadOnce<OpenedDestination>;
  /** @param otherCalls the number of calls that requests for the single manifests take. */
  listSource(handle: RepositoryHandle, otherCalls: number): Promise<RepositoryContents>;
  listDestination(handle: RepositoryHandle, otherCalls: number): Promise<RepositoryListing | undefined>;
  /** To be called when something was written to the destination. */
  forgetDestinations(): void;
}

function createReadOnce<T>(now: () => number, isKept: (value: T) => boolean = () => true): ReadOnce<T> {
  const reads = new Map<string, { readonly value: Promise<T>; readonly readAt: number }>();
  return {
    get(key, read) {
      const known = reads.get(key);
      if (known && now() - known.readAt < lifetime) return known.value;
      const value = read();
      const entry = { value, readAt: now() };
      reads.set(key, entry);
      const forget = (): void => {
        if (reads.get(key) === entry) reads.delete(key);
      };
      value.then((result) => isKept(result) || forget(), forget);
      return value;
    },
    forget: (key) => (key === undefined ? reads.clear() : void reads.delete(key)),
  };
}

/** @param now a monotonic clock, in milliseconds. */
export function createSharedReads(now = (): number => performance.now()): SharedReads {
  const sources = createReadOnce<OpenedSide>(now);
  const destinations = createReadOnce<OpenedDestination>(now);
  const sourceLists = createReadOnce<SourceList>(now);
  const destinationLists = createReadOnce<RepositoryListing | undefined>(now, (list) => list !== undefined);
  return {
    sources,
    destinations,
    async listSource(handle, otherCalls) {
      const key = repositoryKey(handle);
      const read = async (): Promise<SourceList> => ({
        contents: await readRepositoryContents(handle, otherCalls),
        otherCalls,
      });
      const known = await sourceLists.get(key, read);
      if (known.contents.kind === 'listed' || known.otherCalls >= otherCalls) return known.contents;
      sourceLists.forget(key);
      return (await sourceLists.get(key, read)).contents;
    },
    listDestination: (handle, otherCalls) =>
      destinationLists.get(repositoryKey(handle), () => listIfFewerCalls(handle, otherCalls)),
    forgetDestinations() {
      destinations.forget();
      destinationLists.forget();
    },
  };
}
