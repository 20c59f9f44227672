import { useQuery } from '@tanstack/react-query';
import { invoke } from '../../../ipc/bridge.ts';
import type { RepositorySelection } from '../api.ts';

/** The details of an image. Referrers and scan findings of a digest can change. */
export const useImageDetails = (repository: RepositorySelection, digest: string) =>
  useQuery({
    queryKey: ['image-details', repository, digest],
    queryFn: () => invoke('images.details', { ...repository, digest }),
  });
