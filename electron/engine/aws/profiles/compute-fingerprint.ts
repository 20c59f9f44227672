import type { ProfileCatalog, Values } from './profile-catalog.ts';
import type { ChainLink } from './profile-chain.ts';

/** In an order that does not depend on the file's. */
const written = (values: Values | undefined): readonly string[] =>
  [...(values ?? [])].map(([key, value]) => `${key} = ${value}`).toSorted();

/**
 * Tells whether anything has changed by which a profile gets its credentials: its own values and those of its whole
 * chain, with the sections that they name. It holds secrets and stays in memory.
 */
export const computeFingerprint = (
  chain: readonly ChainLink[],
  { ssoSessions, services }: ProfileCatalog,
): string =>
  JSON.stringify(
    chain.map(({ entry: { name, values }, credentialSource }) => [
      name,
      credentialSource.kind,
      written(values),
      written(ssoSessions.get(values.get('sso_session') ?? '')),
      written(services.get(values.get('services') ?? '')),
    ]),
  );
