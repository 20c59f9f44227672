import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useDebounced } from '../../components/use-debounced.ts';

/** Typing a tag or two should not plan anew for each. */
const settleFor = 300;

/** Milliseconds from one look at images that ECR restores to the next: it takes minutes for it. */
const restoreInterval = 15_000;

const isRestoring = ({ images }: Plan): boolean => images.some(({ restoring }) => restoring.length > 0);

/** Makes ECR begin to restore what is archived at the source of a plan. */
export const useRestoreArchived = () =>
  useMutation({ mutationFn: (planId: string) => invoke('plans.restoreArchived', { planId }) });

/**
 * The plan for a request, made anew whenever the request changes or the page is opened.
 * There is no plan while the request is still changing; `latest` is the last one made, whose route still holds.
 */
export function usePlan(request: ReplicationRequest) {
  const settled = useDebounced(request, settleFor);
  const query = useQuery({
    queryKey: ['plan', settled],
    queryFn: () => invoke('plans.create', settled),
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    refetchInterval: ({ state: { data } }) => (data && isRestoring(data) ? restoreInterval : false),
  });
  const current = settled === request && !query.isFetching && !query.isPlaceholderData;
  return {
    plan: current && query.isSuccess ? query.data : undefined,
    latest: query.data,
    error: current && query.isError ? query.error : undefined,
    planAgain: (): void => void query.refetch(),
  };
}
