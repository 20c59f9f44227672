import type { QueryClient } from '@tanstack/react-query';
import { foundMissing } from '../../../features/preflight/api.ts';

/** The profiles that a query asks with: its key holds a registry selection, or a request with two of them. */
function profilesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  if ('profile' in part && typeof part.profile === 'string') return [part.profile];
  return [
    ...('source' in part ? profilesIn(part.source) : []),
    ...('destination' in part ? profilesIn(part.destination) : []),
  ];
}

const asksWith = (queryKey: readonly unknown[], concerns: (profile: string) => boolean): boolean =>
  queryKey.some((part) => profilesIn(part).some(concerns));

/** Asks again for what is in sight and failed with one of these profiles. */
export function refetchFailed(client: QueryClient, concerns: (profile: string) => boolean): void {
  void client.refetchQueries({
    type: 'active',
    predicate: ({ queryKey, state }) =>
      (state.status === 'error' || foundMissing(client, queryKey)) && asksWith(queryKey, concerns),
  });
}

/** Forgets everything that these profiles were answered, and asks anew for what is in sight. */
export function forgetAnswers(client: QueryClient, concerns: (profile: string) => boolean): void {
  void client.resetQueries({ predicate: ({ queryKey }) => asksWith(queryKey, concerns) });
}
