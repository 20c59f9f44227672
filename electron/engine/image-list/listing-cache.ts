import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { IndexContents, IndexMembers } from './index-members.ts';
import { connectToRegistry } from '../aws/clients/connect-to-registry.ts';
import { createIndexMembers } from './index-members.ts';
import type { Listing } from './listing.ts';
import { startListing } from './listing.ts';

/** A repository, and the time in milliseconds since 1970 from which a list of it counts as current. */
export interface ListedRepository extends RegistrySelection {
  readonly repositoryName: string;
  readonly listedSince: number;
}

/** A repository with its current list. */
export interface OpenListing {
  readonly repository: RepositoryHandle;
  readonly listing: Listing;
  /** Whether it replaces an earlier list, whose rows are displayed until this one is complete. */
  readonly isRefresh: boolean;
  readonly contents: IndexContents;
  /** The members of the indexes of a complete list. */
  readonly members: () => IndexMembers;
}

/** The lists of the repositories opened last. */
export interface ListingCache {
  /** Returns the cached list, or starts a new one when that is older than `listedSince`. @throws EngineError */
  open(repository: ListedRepository): Promise<OpenListing>;
  /** Removes all lists, because profiles can have other identities now. */
  clear(): void;
}

interface Entry {
  readonly listedAt: number;
  readonly contents: IndexContents;
  readonly opened: Promise<OpenListing>;
  /** The number of images so far. */
  size: () => number;
}

const maxRepositories = 12;
/** Images of all cached lists: about 100 MB. */
const maxImages = 200_000;

/** Two profiles can see different images of one repository, so each has its own list. */
const keyOf = ({ profile, region, registryId, repositoryName }: ListedRepository): string =>
  JSON.stringify([profile, region, registryId, repositoryName]);

/** A list from the future was made before the clock was set back. */
const isListedSince = ({ listedAt }: Entry, { listedSince }: ListedRepository, now: number): boolean =>
  listedAt >= listedSince && listedAt <= now;

/** Opens a connection and starts a list. */
async function startList(
  access: Pick<AwsAccess, 'connect' | 'identify'>,
  selection: ListedRepository,
  started: Pick<Entry, 'listedAt' | 'contents'> & { readonly isRefresh: boolean },
  now: () => number,
): Promise<OpenListing> {
  const repository = { registry: await connectToRegistry(access, selection), name: selection.repositoryName };
  const listing = startListing(repository, started.listedAt);
  let members: IndexMembers | undefined;
  return {
    repository,
    listing,
    isRefresh: started.isRefresh,
    contents: started.contents,
    members: () => (members ??= createIndexMembers(repository, listing.images(), started.contents, now)),
  };
}

const countImages = (entries: ReadonlyMap<string, Entry>): number =>
  [...entries.values()].reduce((sum, { size }) => sum + size(), 0);

/** @param now the time in milliseconds since 1970. */
export function createListingCache(
  access: Pick<AwsAccess, 'connect' | 'identify'>,
  now: () => number = Date.now,
): ListingCache {
  /** The list used last is the last entry. */
  const entries = new Map<string, Entry>();

  const trim = (): void => {
    for (const key of entries.keys()) {
      if (entries.size <= 1 || (entries.size <= maxRepositories && countImages(entries) <= maxImages)) return;
      entries.delete(key);
    }
  };

  const start = (key: string, repository: ListedRepository): Entry => {
    const earlier = entries.get(key);
    const contents: IndexContents = earlier?.contents ?? new Map();
    const listedAt = now();
    const isRefresh = earlier !== undefined;
    const opened = startList(access, repository, { listedAt, contents, isRefresh }, now);
    const entry: Entry = { listedAt, contents, opened, size: () => 0 };
    const removeFailed = (): void => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    opened.then(({ listing }) => {
      entry.size = () => listing.images().length;
      return listing.completed.then(trim, removeFailed);
    }, removeFailed);
    return entry;
  };

  return {
    open(repository) {
      const key = keyOf(repository);
      const cached = entries.get(key);
      const entry = cached && isListedSince(cached, repository, now()) ? cached : start(key, repository);
      entries.delete(key);
      entries.set(key, entry);
      return entry.opened;
    },
    clear: () => entries.clear(),
  };
}
