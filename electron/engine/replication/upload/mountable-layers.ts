import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';

/** A repository and its registry. */
export interface RepositoryLocation extends Pick<RepositoryHandle, 'name'> {
  readonly registry: Pick<RepositoryHandle['registry'], 'registryId' | 'region'>;
}

/**
 * Layers that a registry can mount from one of its repositories into another. ECR mounts only layers of an image in the
 * other repository (Amazon ECR user guide, "Blob mounting"), so that layers are added after their image was put.
 */
export interface MountableLayers {
  /** Adds the layers of an image that the repository has. */
  add(repository: RepositoryLocation, digests: readonly string[]): void;
  /** @returns the name of another repository of the same registry that has an image with this layer. */
  findRepository(digest: string, destination: RepositoryLocation): string | undefined;
}

/** The oldest entries are removed beyond this number: a missing entry costs bytes, not correctness. */
const maxEntries = 100_000;

/** Undefined for a registry whose account is unknown, because it may be another one. */
const createKey = (
  { registry: { registryId, region } }: RepositoryLocation,
  digest: string,
): string | undefined => (registryId === undefined ? undefined : `${registryId} ${region} ${digest}`);

/** Creates an empty list: ECR cannot be asked which layers it can mount. */
export function createMountableLayers(): MountableLayers {
  const repositoryNames = new Map<string, string>();
  return {
    add(repository, digests) {
      for (const digest of digests) {
        const key = createKey(repository, digest);
        if (key === undefined) continue;
        // A map has its keys in the order in which they were added.
        repositoryNames.delete(key);
        repositoryNames.set(key, repository.name);
      }
      for (const oldest of repositoryNames.keys()) {
        if (repositoryNames.size <= maxEntries) break;
        repositoryNames.delete(oldest);
      }
    },
    findRepository(digest, destination) {
      const name = repositoryNames.get(createKey(destination, digest) ?? '');
      return name === destination.name ? undefined : name;
    },
  };
}
