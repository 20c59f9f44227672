import { setTimeout as delay } from 'node:timers/promises';
import type { ImageChildren } from '../../../shared/models/image-children.ts';
import type {
  ImageConditions,
  ImagePage,
  ImageSort,
  MatchingImages,
} from '../../../shared/models/image-query.ts';
import type { ImageSummary } from '../../../shared/models/image.ts';
import { imagesPerPlan } from '../../../shared/models/plan.ts';
import type { RenameRules } from '../../../shared/models/rename-rules.ts';
import type { RulesPreview, RuleSelection } from '../../../shared/models/rules-preview.ts';
import type { TagFilter } from '../../../shared/models/tag-filter.ts';
import { hasPlatformCondition, needsMembers } from '../../../shared/images/platform-condition.ts';
import { readPage, selectRows } from '../../../shared/images/read-page.ts';
import type { KnownMembers } from '../../../shared/images/relate-image.ts';
import { noMembers } from '../../../shared/images/relate-image.ts';
import { previewTagRules, selectByTagRules } from '../../../shared/selection/preview-tag-rules.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { EngineError } from '../errors/engine-error.ts';
import { readChildren } from './image-children.ts';
import type { ListedRepository, OpenListing } from './listing-cache.ts';
import { createListingCache } from './listing-cache.ts';

interface SortedConditions extends ListedRepository, ImageConditions {
  readonly sort: ImageSort;
}

/** The images of repositories, listed once and read page by page. Every method throws EngineError as `listImages` does. */
export interface ImageLists {
  readPage(
    query: SortedConditions & { readonly page: number; readonly pageSize: number },
  ): Promise<ImagePage>;
  selectMatching(query: SortedConditions): Promise<MatchingImages>;
  /** The images with these digests; missing ones are left out. */
  lookUp(repository: ListedRepository, digests: readonly string[]): Promise<readonly ImageSummary[]>;
  previewRules(repository: ListedRepository, rules: TagFilter, renames: RenameRules): Promise<RulesPreview>;
  selectByRules(repository: ListedRepository, rules: TagFilter): Promise<RuleSelection>;
  readChildren(repository: ListedRepository, digest: string): Promise<ImageChildren>;
  /** Forgets all lists, because profiles can have other identities now. */
  clear(): void;
}

/** Milliseconds that a page waits for the whole list before it is answered with the images so far. */
const partialAfter = 700;

/** Whether an image can be selected; archived images can, because a replication restores them. */
const isCopyable = ({ status }: ImageSummary): boolean => status !== 'ACTIVATING';

/** The members of indexes, which the views with untagged images show and conditions on the platform compare. */
const getMembers = (
  { listing, members }: OpenListing,
  conditions: Pick<ImageConditions, 'view' | 'filter'>,
): KnownMembers => (needsMembers(conditions) && listing.isComplete() ? members().read() : noMembers);

/** Waits for the whole list; for a list that replaces no other, only for the first pages. */
async function waitForRows({ listing, isRefresh }: OpenListing): Promise<void> {
  if (isRefresh) return listing.completed;
  await listing.started;
  const controller = new AbortController();
  const { signal } = controller;
  const timeout = delay(partialAfter, undefined, { signal }).catch(() => undefined);
  await Promise.race([listing.completed, timeout]).finally(() => controller.abort());
}

/** @param now the time in milliseconds since 1970. */
export function createImageLists(
  access: Pick<AwsAccess, 'connect' | 'identify'>,
  now: () => number = Date.now,
): ImageLists {
  const cache = createListingCache(access, now);

  const openComplete = async (repository: ListedRepository): Promise<OpenListing> => {
    const opened = await cache.open(repository);
    await opened.listing.completed;
    return opened;
  };

  return {
    async readPage({ view, role, filter, sort, page, pageSize, ...repository }) {
      const opened = await cache.open(repository);
      await waitForRows(opened);
      const { listing } = opened;
      const members = getMembers(opened, { view, filter });
      const list = {
        indexed: listing.indexed(),
        matched: listing.match(sort, filter, now(), members.platformsOf),
        members,
      };
      return {
        ...readPage(list, { view, role }, { page, pageSize }),
        listedAt: listing.listedAt,
        isComplete: listing.isComplete(),
      };
    },

    async selectMatching({ view, role, filter, sort, ...repository }) {
      const opened = await openComplete(repository);
      const { listing } = opened;
      const members = hasPlatformCondition(filter)
        ? await opened.members().readAll()
        : getMembers(opened, { view, filter });
      if (hasPlatformCondition(filter) && members.state.kind === 'failed')
        throw new EngineError(members.state.error);
      const matched = listing.match(sort, filter, now(), members.platformsOf);
      const list = { indexed: listing.indexed(), matched, members };
      const images = selectRows(list, { view, role }).filter(isCopyable);
      return { images: images.slice(0, imagesPerPlan), matching: images.length };
    },

    async lookUp(repository, digests) {
      const { byDigest } = (await openComplete(repository)).listing.indexed();
      return digests.flatMap((digest) => byDigest.get(digest) ?? []);
    },

    async previewRules(repository, rules, renames) {
      const { listing } = await openComplete(repository);
      return previewTagRules(listing.images(), rules, renames);
    },

    async selectByRules(repository, rules) {
      const { listing } = await openComplete(repository);
      return selectByTagRules(listing.images(), rules, imagesPerPlan);
    },

    async readChildren(repository, digest) {
      return readChildren(await openComplete(repository), digest);
    },

    clear: () => cache.clear(),
  };
}
