import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { PreflightReport } from '../../../shared/models/preflight.ts';
import { preflightFailures } from '../../../shared/models/preflight.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import { invoke } from '../../ipc/bridge.ts';

const asksAs = ({ source, destination }: Plan) => ({
  source: { profile: source.profile },
  destination: { profile: destination.profile },
});

/** What the plan needs, tried once by itself for each plan that could run; the key names the profiles that it is tried with. */
export const usePreflight = (plan: Plan | undefined) =>
  useQuery({
    queryKey: ['preflight', plan?.id, plan && asksAs(plan)],
    queryFn:
      plan && findRefusals(plan).length === 0
        ? () => invoke('preflight.run', { planId: plan.id })
        : skipToken,
    staleTime: Infinity,
    gcTime: 0,
  });

/** How many checks of the plan failed, as far as they are made. */
export function useMissingPermissions(plan: Plan | undefined): number {
  const { data } = usePreflight(plan);
  return data && plan && findRefusals(plan).length === 0 ? preflightFailures(data).length : 0;
}

/** Whether a query is a preflight that found something missing: worth another try once a profile is cured. */
export const foundMissing = (client: QueryClient, queryKey: QueryKey): boolean =>
  queryKey[0] === 'preflight' &&
  preflightFailures(client.getQueryData<PreflightReport>(queryKey) ?? { checks: [] }).length > 0;
