import type { RegistryConnection } from '../aws/registry-connection.ts';

/** A repository that can be called: where images come from or go to. */
export interface RepositoryHandle {
  readonly registry: RegistryConnection;
  readonly name: string;
}

/** Tells repositories of different registries apart, for work that is done once per repository. */
export const repositoryKey = ({ registry, name }: RepositoryHandle): string =>
  JSON.stringify([registry.profile, registry.region, registry.registryId, name]);
