import type { RegistryIdentity } from '../../../shared/models/registry.ts';

export const sameRegistry = (a: RegistryIdentity, b: RegistryIdentity): boolean =>
  a.registryId === b.registryId && a.region === b.region;
