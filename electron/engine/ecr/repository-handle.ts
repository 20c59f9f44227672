import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import type { Bandwidth } from '../async/bandwidth.ts';

/** A repository that can be called: where images come from or go to. */
export interface RepositoryHandle {
  readonly registry: RegistryConnection;
  readonly name: string;
  /** What reading its layers waits for; nothing when absent. */
  readonly bandwidth?: Bandwidth | undefined;
}

/**
 * Tells repositories apart, for work that is done once per repository: two profiles may reach the same one. A registry
 * whose account is not known is told by its profile.
 */
export const repositoryKey = ({ registry, name }: RepositoryHandle): string =>
  JSON.stringify([registry.registryId ?? registry.profile, registry.region, name]);
