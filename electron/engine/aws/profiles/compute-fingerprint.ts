import type { ProfileCatalog, Values } from './profile-catalog.ts';
import type { ChainLink } from './profile-chain.ts';

/** Sorted, so that the order in the file does not matter. */
const sortedValues = (values: Values | undefined): readonly string[] =>
  [...(values ?? [])].map(([key, value]) => `${key} = ${value}`).toSorted();

/**
 * Computes a text that changes with every value that a profile's credentials depend on: the values of all links of its
 * chain and of the sections that they name. The text contains secrets. Never store or log it.
 */
export const computeFingerprint = (
  chain: readonly ChainLink[],
  { ssoSessions, services }: ProfileCatalog,
): string =>
  JSON.stringify(
    chain.map(({ entry: { name, values }, credentialSource }) => [
      name,
      credentialSource.kind,
      sortedValues(values),
      sortedValues(ssoSessions.get(values.get('sso_session') ?? '')),
      sortedValues(services.get(values.get('services') ?? '')),
    ]),
  );
