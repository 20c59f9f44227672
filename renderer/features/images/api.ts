import type { QueryClient } from '@tanstack/react-query';
import { queryOptions, useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { invoke, IpcError } from '../../ipc/bridge.ts';
import { loadPlatforms } from './platform-batch.ts';

export interface RepositorySelection extends RegistrySelection {
  readonly repositoryName: string;
}

const imagesQuery = (repository: RepositorySelection) =>
  queryOptions({ queryKey: ['images', repository], queryFn: () => invoke('images.list', repository) });

export const useImages = (repository: RepositorySelection) => useQuery(imagesQuery(repository));

/** Fetches the current images. @throws IpcError */
export const fetchImages = (client: QueryClient, repository: RepositorySelection) =>
  client.fetchQuery({ ...imagesQuery(repository), staleTime: 0 });

/** The maximum number of references of one `images.find` request. */
const maxFound = 100;

/** Finds images by digest without listing the repository; missing ones are omitted. @throws IpcError */
export async function findImages(
  repository: RepositorySelection,
  digests: readonly string[],
): Promise<readonly ImageSummary[]> {
  const found: ImageSummary[] = [];
  for (let start = 0; start < digests.length; start += maxFound) {
    const references = digests.slice(start, start + maxFound);
    found.push(...(await invoke('images.find', { ...repository, references })));
  }
  return found;
}

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
