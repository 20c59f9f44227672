import type { QueryClient } from '@tanstack/react-query';
import { hasFailedChecks } from '../../../features/preflight/api.ts';

/** The profiles in a query key, which contains a registry selection or a request with two of them. */
function profilesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  if ('profile' in part && typeof part.profile === 'string') return [part.profile];
  return [
    ...('source' in part ? profilesIn(part.source) : []),
    ...('destination' in part ? profilesIn(part.destination) : []),
  ];
}

const usesProfile = (queryKey: readonly unknown[], concerns: (profile: string) => boolean): boolean =>
  queryKey.some((part) => profilesIn(part).some(concerns));

/** Refetches active queries that failed with one of these profiles. */
export function refetchFailed(client: QueryClient, concerns: (profile: string) => boolean): void {
  void client.refetchQueries({
    type: 'active',
    predicate: ({ queryKey, state }) =>
      (state.status === 'error' || hasFailedChecks(client, queryKey)) && usesProfile(queryKey, concerns),
  });
}

/** Resets all queries that use these profiles; active ones are fetched again. */
export function resetProfileQueries(client: QueryClient, concerns: (profile: string) => boolean): void {
  void client.resetQueries({ predicate: ({ queryKey }) => usesProfile(queryKey, concerns) });
}
