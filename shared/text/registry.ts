import { formatAccount } from '../format/accounts.ts';
import type { RegistrySelection } from '../models/registry.ts';

/** `build · us-east-1`, with the account of a registry that is not the profile's own. */
export const describeRegistry = ({ profile, region, registryId }: RegistrySelection): string =>
  [profile, region, ...(registryId === undefined ? [] : [formatAccount(registryId)])].join(' · ');
