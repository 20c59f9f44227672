import type { QueryClient } from '@tanstack/react-query';
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Platform } from '../../../shared/models/image.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { invoke } from '../../bridge.ts';
import { loadPlatforms } from './platform-batch.ts';

export interface RepositorySelection extends RegistrySelection {
  readonly repositoryName: string;
}

const imagesQuery = (repository: RepositorySelection) =>
  queryOptions({ queryKey: ['images', repository], queryFn: () => invoke('images.list', repository) });

export const useImages = (repository: RepositorySelection) => useQuery(imagesQuery(repository));

/** The images as they are now; @throws IpcError. */
export const fetchImages = (client: QueryClient, repository: RepositorySelection) =>
  client.fetchQuery({ ...imagesQuery(repository), staleTime: 0 });

/** The platforms of these indexes by digest, as far as they are known by now; what a digest holds never changes. */
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
