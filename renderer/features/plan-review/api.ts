import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useDebounced } from '../../components/use-debounced.ts';

/** Milliseconds without a change after which a plan is created, so that typing tags does not create a plan for each. */
const typingDelay = 300;

/** Milliseconds between checks of images that ECR restores, which takes minutes. */
const restoreInterval = 15_000;

const isRestoring = ({ images }: Plan): boolean => images.some(({ restoring }) => restoring.length > 0);

/** Starts to restore the archived source images of a plan. */
export const useRestoreArchived = () =>
  useMutation({ mutationFn: (planId: string) => invoke('plans.restoreArchived', { planId }) });

/**
 * The plan for a request, none without one; a new one is created when the request changes or the page is opened.
 * `plan` is undefined while it is being created; `latest` is the previous plan, whose route is still valid.
 */
export function usePlan(request: ReplicationRequest | undefined) {
  const debounced = useDebounced(request, typingDelay);
  const query = useQuery({
    queryKey: ['plan', request && debounced],
    queryFn: debounced && request ? () => invoke('plans.create', debounced) : skipToken,
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    refetchInterval: ({ state: { data } }) => (data && isRestoring(data) ? restoreInterval : false),
  });
  const current = debounced === request && !query.isFetching && !query.isPlaceholderData;
  return {
    plan: request && current && query.isSuccess ? query.data : undefined,
    latest: query.data,
    error: current && query.isError ? query.error : undefined,
    planAgain: (): void => void query.refetch(),
  };
}
