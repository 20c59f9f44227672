import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { invoke } from '../../bridge.ts';
import { useDebounced } from '../../components/use-debounced.ts';

/** Typing a tag or two should not plan anew for each. */
const settleFor = 300;

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
  });
  const current = settled === request && !query.isFetching && !query.isPlaceholderData;
  return {
    plan: current && query.isSuccess ? query.data : undefined,
    latest: query.data,
    error: current && query.isError ? query.error : undefined,
    planAgain: (): void => void query.refetch(),
  };
}
