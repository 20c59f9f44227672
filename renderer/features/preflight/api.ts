import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { PreflightReport } from '../../../shared/models/preflight.ts';
import { preflightFailures } from '../../../shared/models/preflight.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import { invoke } from '../../ipc/bridge.ts';

const listProfiles = ({ source, destination }: Plan) => ({
  source: { profile: source.profile },
  destination: { profile: destination.profile },
});

/** Checks the permissions of each plan without refusals once; the query key contains the profiles. */
export const usePreflight = (plan: Plan | undefined) =>
  useQuery({
    queryKey: ['preflight', plan?.id, plan && listProfiles(plan)],
    queryFn:
      plan && findRefusals(plan).length === 0
        ? () => invoke('preflight.run', { planId: plan.id })
        : skipToken,
    staleTime: Infinity,
    gcTime: 0,
  });

/** The number of failed checks of a plan; 0 until the checks complete. */
export function useMissingPermissions(plan: Plan | undefined): number {
  const { data } = usePreflight(plan);
  return data && plan && findRefusals(plan).length === 0 ? preflightFailures(data).length : 0;
}

/** Whether a query is a preflight with failed checks, which can pass after a profile is fixed. */
export const hasFailedChecks = (client: QueryClient, queryKey: QueryKey): boolean =>
  queryKey[0] === 'preflight' &&
  preflightFailures(client.getQueryData<PreflightReport>(queryKey) ?? { checks: [] }).length > 0;
