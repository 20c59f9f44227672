import type { ImageSearch, ImageSearchRequest } from '../../../../shared/models/image-search.ts';
import { applyImageSearchUpdate } from '../../../../shared/models/image-search.ts';
import { invoke } from '../../../ipc/bridge.ts';
import type { JobAdapter } from '../../../components/use-job.ts';
import { useJob } from '../../../components/use-job.ts';

const isRunning = ({ state }: ImageSearch): boolean => state === 'listing' || state === 'searching';

/** Whether a search has ended without an answer of some repositories; denied ones are denied again. */
const hasFailed = (search: ImageSearch): boolean =>
  search.state === 'failed' || (search.state === 'done' && search.failed > 0);

/** Stops a search. Stopping one that no longer exists fails, which is ignored. */
const stopSearch = ({ id }: ImageSearch): void =>
  void invoke('searches.cancel', { searchId: id }).catch(() => undefined);

const adapter: JobAdapter<ImageSearchRequest, ImageSearch, 'searches.updated'> = {
  event: 'searches.updated',
  start: (request) => invoke('searches.create', request),
  apply: applyImageSearchUpdate,
  release: (search) => {
    if (isRunning(search)) stopSearch(search);
  },
};

/** The search for a request, with the results so far; it is stopped when the request changes. */
export function useImageSearch(request: ImageSearchRequest | undefined) {
  const { job, error, restart } = useJob(request, adapter);
  return {
    search: job,
    error,
    stop: job && isRunning(job) ? () => stopSearch(job) : undefined,
    /** Searches again after repositories could not be read. */
    retry: error || (job && hasFailed(job)) ? restart : undefined,
  };
}
