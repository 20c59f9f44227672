import { useQuery } from '@tanstack/react-query';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { invoke } from '../../bridge.ts';
import { useDebounced } from '../../components/use-debounced.ts';

/** Typing a tag or two should not plan anew for each. */
const settleFor = 300;

/**
 * The plan for a request, made anew whenever the request changes or the page is opened.
 * There is no plan while the request is still changing: an old one is never shown for a new request.
 */
export function usePlan(request: ReplicationRequest) {
  const settled = useDebounced(request, settleFor);
  const query = useQuery({
    queryKey: ['plan', settled],
    queryFn: () => invoke('plans.create', settled),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnMount: 'always',
  });
  const current = settled === request && !query.isFetching;
  return {
    plan: current && query.isSuccess ? query.data : undefined,
    error: current && query.isError ? query.error : undefined,
    planAgain: (): void => void query.refetch(),
  };
}
