import type { QueryClient } from '@tanstack/react-query';
import { keepPreviousData, queryOptions, useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ImageChildren } from '../../../shared/models/image-children.ts';
import type {
  ImageConditions,
  ImagePage,
  ImageSort,
  MatchingImages,
} from '../../../shared/models/image-query.ts';
import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { RenameRules } from '../../../shared/models/rename-rules.ts';
import type { TagFilter } from '../../../shared/models/tag-filter.ts';
import { needsMembers } from '../../../shared/images/platform-condition.ts';
import { canPreview } from '../../../shared/selection/can-preview.ts';
import { invoke, IpcError } from '../../ipc/bridge.ts';
import { loadPlatforms } from './platform-batch.ts';

export interface RepositorySelection extends RegistrySelection {
  readonly repositoryName: string;
}

/** The rows that a list requests. */
export interface PageQuery extends ImageConditions {
  readonly sort: ImageSort;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/**
 * The time from which a list of the repository counts as current: the main process asks ECR again when its list is older.
 * It is fetched like any data, so that a refresh or another identity of the profile gives a new time.
 */
const listedSinceQuery = (repository: RepositorySelection) =>
  queryOptions({
    queryKey: ['images', repository, 'since'],
    queryFn: () => Promise.resolve(Date.now()),
  });

/** Milliseconds until rows that are not final are requested again. */
const pollList = 100;
const pollMembers = 500;

function pollInterval(
  page: ImagePage | undefined,
  conditions: Pick<ImageConditions, 'view' | 'filter'>,
): number | false {
  if (!page) return false;
  if (!page.isComplete) return pollList;
  const isReading = page.members.kind === 'unread' || page.members.kind === 'reading';
  return needsMembers(conditions) && isReading ? pollMembers : false;
}

/** Reads one page of the images that match, and asks ECR again on a refresh. The same object until something changes. */
export function useImagePage(repository: RepositorySelection, query: PageQuery) {
  const since = useQuery(listedSinceQuery(repository));
  const listedSince = since.data;
  const page = useQuery({
    queryKey: ['images', repository, 'page', listedSince, query],
    queryFn: () => invoke('images.query', { ...repository, ...query, listedSince: listedSince ?? 0 }),
    enabled: listedSince !== undefined,
    placeholderData: keepPreviousData,
    // Rows are of the list of that time; a refresh changes the time.
    staleTime: Infinity,
    gcTime: 60_000,
    // A failed reading is displayed until it is tried again.
    refetchInterval: ({ state }) => (state.error ? false : pollInterval(state.data, query)),
  });
  const { data, error } = page;
  const isListing =
    since.isFetching || data?.isComplete === false || (data?.listedAt ?? 0) < (listedSince ?? 0);
  const { refetch } = since;
  return useMemo(
    () => ({
      data,
      error: error ?? undefined,
      isPending: !data && !error,
      /** Whether ECR is listing images. */
      isListing,
      listedSince,
      refresh: () => void refetch(),
    }),
    [data, error, isListing, listedSince, refetch],
  );
}

/** What belongs to images, by digest; absent until it is loaded. */
export function useImageChildren(
  repository: RepositorySelection,
  listedSince: number | undefined,
  digests: readonly string[],
) {
  const key = digests.join();
  const combine = useCallback(
    (
      answers: readonly {
        readonly data: ImageChildren | undefined;
        readonly error: IpcError | null;
        readonly refetch: () => unknown;
      }[],
    ) => new Map(key.split(',').map((digest, index) => [digest, answers[index]] as const)),
    [key],
  );
  return useQueries({
    queries: digests.map((digest) => ({
      queryKey: ['images', repository, 'children', listedSince, digest],
      queryFn: () => invoke('images.children', { ...repository, digest, listedSince: listedSince ?? 0 }),
      staleTime: Infinity,
    })),
    combine,
  });
}

/** Reads the images that match and can be selected, at most as many as one replication accepts. @throws IpcError */
export const useSelectMatching = (repository: RepositorySelection, listedSince: number | undefined) =>
  useMutation({
    mutationFn: ({ view, role, filter, sort }: PageQuery): Promise<MatchingImages> =>
      invoke('images.selectMatching', {
        ...repository,
        view,
        role,
        filter,
        sort,
        listedSince: listedSince ?? 0,
      }),
  });

/** What tag rules select in a repository, updated while they are edited; rules that cannot be previewed are not sent. */
export function useRulesPreview(repository: RepositorySelection, rules: TagFilter, renames: RenameRules) {
  const { data: listedSince } = useQuery(listedSinceQuery(repository));
  return useQuery({
    queryKey: ['images', repository, 'rules', listedSince, rules, renames],
    queryFn: () =>
      invoke('images.previewRules', { ...repository, rules, renames, listedSince: listedSince ?? 0 }),
    enabled: listedSince !== undefined && canPreview(rules, renames),
    // Not those of another repository.
    placeholderData: (previous, query) =>
      JSON.stringify(query?.queryKey[1]) === JSON.stringify(repository) ? previous : undefined,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

/** Reads the images and tags that rules select, from the list that the preview shows. @throws IpcError */
export const useSelectByRules = (repository: RepositorySelection) => {
  const { data: listedSince = 0 } = useQuery(listedSinceQuery(repository));
  return useMutation({
    mutationFn: (rules: TagFilter) => invoke('images.selectByRules', { ...repository, rules, listedSince }),
  });
};

/** The maximum number of references or digests of one request. */
const maxFound = 100;

const inParts = async (
  digests: readonly string[],
  find: (part: string[]) => Promise<readonly ImageSummary[]>,
): Promise<readonly ImageSummary[]> => {
  const found: ImageSummary[] = [];
  for (let start = 0; start < digests.length; start += maxFound)
    found.push(...(await find(digests.slice(start, start + maxFound))));
  return found;
};

/** Lists the repository again, and finds images by digest; missing ones are omitted. @throws IpcError */
export async function lookUpImages(
  client: QueryClient,
  repository: RepositorySelection,
  digests: readonly string[],
): Promise<readonly ImageSummary[]> {
  const listedSince = await client.fetchQuery({ ...listedSinceQuery(repository), staleTime: 0 });
  return inParts(digests, (part) => invoke('images.lookUp', { ...repository, listedSince, digests: part }));
}

/** Finds images by digest without listing the repository; missing ones are omitted. @throws IpcError */
export const findImages = (
  repository: RepositorySelection,
  digests: readonly string[],
): Promise<readonly ImageSummary[]> =>
  inParts(digests, (references) => invoke('images.find', { ...repository, references }));

const imageNotFound = (reference: string, repositoryName: string): IpcError =>
  new IpcError({
    code: 'image-not-found',
    message: `There is no ${reference.includes(':') ? 'image' : 'tag'} ${reference} in ${repositoryName}.`,
    side: 'source',
    retryable: false,
  });

/** Finds one image by its tag or digest. @throws IpcError `image-not-found` when it does not exist */
export const useFindImage = (repository: RepositorySelection) =>
  useMutation({
    mutationFn: async (reference: string): Promise<ImageSummary> => {
      const [image] = await invoke('images.find', { ...repository, references: [reference] });
      if (!image) throw imageNotFound(reference, repository.repositoryName);
      return image;
    },
  });

/** The platforms of indexes by digest, as far as they are loaded; the content of a digest never changes. */
export function usePlatforms(
  repository: RepositorySelection,
  digests: readonly string[],
): ReadonlyMap<string, readonly Platform[]> {
  const key = digests.join();
  const combine = useCallback(
    (answers: readonly { readonly data: readonly Platform[] | undefined }[]) =>
      new Map(key.split(',').map((digest, index) => [digest, answers[index]?.data ?? []] as const)),
    [key],
  );
  return useQueries({
    queries: digests.map((digest) => ({
      queryKey: ['platforms', repository, digest],
      queryFn: () => loadPlatforms(repository, digest),
      staleTime: Infinity,
    })),
    combine,
  });
}

/** The details of an image. Referrers and scan findings of a digest can change. */
export const useImageDetails = (repository: RepositorySelection, digest: string) =>
  useQuery({
    queryKey: ['image-details', repository, digest],
    queryFn: () => invoke('images.details', { ...repository, digest }),
  });
