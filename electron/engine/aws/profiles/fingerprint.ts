import type { ProfileCatalog } from './profile-catalog.ts';
import type { Hop } from './profile-chain.ts';

/**
 * Tells whether anything has changed by which a profile gets its credentials: its own values and those of its whole
 * chain, with the sections that they name. It holds secrets and stays in memory.
 */
export const fingerprintOf = (chain: readonly Hop[], { ssoSessions, services }: ProfileCatalog): string =>
  JSON.stringify(
    chain.map(({ entry: { name, values }, means }) => [
      name,
      means.kind,
      [...values].toSorted(),
      [...(ssoSessions.get(values.get('sso_session') ?? '') ?? [])].toSorted(),
      [...(services.get(values.get('services') ?? '') ?? [])].toSorted(),
    ]),
  );
