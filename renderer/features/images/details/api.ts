import { useQuery } from '@tanstack/react-query';
import { invoke } from '../../../ipc/bridge.ts';
import type { RepositorySelection } from '../api.ts';

/** Everything about one image. What a digest holds never changes; what is attached to it and its scan may. */
export const useImageDetails = (repository: RepositorySelection, digest: string) =>
  useQuery({
    queryKey: ['image-details', repository, digest],
    queryFn: () => invoke('images.details', { ...repository, digest }),
  });
