import type { ImageFilter } from '../../../shared/models/image-filter.ts';
import type { ImageSort } from '../../../shared/models/image-query.ts';
import type { ImageSummary } from '../../../shared/models/image.ts';
import type { IndexedImages } from '../../../shared/images/index-images.ts';
import { indexImages } from '../../../shared/images/index-images.ts';
import type { MatchedImages } from '../../../shared/images/match-images.ts';
import { matchImages } from '../../../shared/images/match-images.ts';
import { hasPlatformCondition } from '../../../shared/images/platform-condition.ts';
import type { KnownMembers } from '../../../shared/images/relate-image.ts';
import { sortImages } from '../../../shared/images/sort-images.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { listImagesWhile } from '../ecr/images.ts';

/** The images of one repository, as ECR listed them at one time. */
export interface Listing {
  /** When ECR was asked, in milliseconds since 1970. */
  readonly listedAt: number;
  isComplete(): boolean;
  /** The images so far. */
  images(): readonly ImageSummary[];
  indexed(): IndexedImages;
  /**
   * The matching images so far, in this order. Sorted and filtered once for each list, order, filter and number of known
   * platforms.
   */
  match(
    sort: ImageSort,
    filter: ImageFilter,
    now: number,
    platformsOf: KnownMembers['platformsOf'],
  ): MatchedImages;
  /** Resolves with the first page of DescribeImages. @throws as `completed` does. */
  readonly started: Promise<void>;
  /** @throws EngineError when the repository cannot be listed. */
  readonly completed: Promise<void>;
}

/** Orders and matches that stay in memory for each listing. */
const maxCached = 4;

/** Caches the results of the last few keys. */
function createCache<Value>(): (key: string, make: () => Value) => Value {
  const values = new Map<string, Value>();
  return (key, make) => {
    const value = values.get(key) ?? make();
    values.delete(key);
    values.set(key, value);
    for (const oldest of values.keys()) {
      if (values.size <= maxCached) break;
      values.delete(oldest);
    }
    return value;
  };
}

/** Starts to list the images of a repository, archived ones too. */
export function startListing({ registry, name }: RepositoryHandle, listedAt: number): Listing {
  const started = Promise.withResolvers<void>();
  let images: readonly ImageSummary[] = [];
  let complete = false;
  let sorted = createCache<readonly ImageSummary[]>();
  let matched = createCache<MatchedImages>();
  let indexed: IndexedImages | undefined;

  const replaceImages = (next: readonly ImageSummary[]): void => {
    images = next;
    sorted = createCache();
    matched = createCache();
    indexed = undefined;
    started.resolve();
  };
  const list = async (): Promise<void> => {
    await listImagesWhile(registry, name, () => true, undefined, replaceImages);
    complete = true;
  };
  const completed = list();
  completed.catch((error: unknown) => started.reject(error));
  // Those who wait for the list get the error; it is not unhandled when nobody does.
  started.promise.catch(() => undefined);

  const getIndexed = (): IndexedImages => (indexed ??= indexImages(images));
  return {
    listedAt,
    isComplete: () => complete,
    images: () => images,
    indexed: getIndexed,
    match(sort, filter, now, platformsOf) {
      const order = JSON.stringify(sort);
      const known = hasPlatformCondition(filter) ? platformsOf.size : 0;
      return matched(`${order} ${known} ${JSON.stringify(filter)}`, () =>
        matchImages(
          sorted(order, () => sortImages(images, sort)),
          filter,
          getIndexed(),
          now,
          platformsOf,
        ),
      );
    },
    started: started.promise,
    completed,
  };
}
