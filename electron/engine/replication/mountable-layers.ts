import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';

/** A repository, and the registry that it is in. */
export interface RepositoryPlace extends Pick<RepositoryHandle, 'name'> {
  readonly registry: Pick<RepositoryHandle['registry'], 'registryId' | 'region'>;
}

/**
 * Where layers are that a registry may take over into another of its repositories. ECR mounts only what an image in the
 * other repository names (Amazon ECR user guide, "Blob mounting"), so that layers are noted once their image is put.
 */
export interface MountableLayers {
  /** The repository holds an image with these layers. */
  note(repository: RepositoryPlace, digests: readonly string[]): void;
  /** @returns the name of another repository of the same registry that holds an image with this layer. */
  repositoryWith(digest: string, destination: RepositoryPlace): string | undefined;
}

/** The oldest are forgotten then: to know less costs bytes, not correctness. */
const maxNoted = 100_000;

/** Undefined for a registry whose account is not known: it might be another one. */
const keyOf = ({ registry: { registryId, region } }: RepositoryPlace, digest: string): string | undefined =>
  registryId === undefined ? undefined : `${registryId} ${region} ${digest}`;

export function createMountableLayers(): MountableLayers {
  const names = new Map<string, string>();
  return {
    note(repository, digests) {
      for (const digest of digests) {
        const key = keyOf(repository, digest);
        if (key !== undefined) names.set(key, repository.name);
      }
      for (const oldest of names.keys()) {
        if (names.size <= maxNoted) break;
        names.delete(oldest);
      }
    },
    repositoryWith(digest, destination) {
      const name = names.get(keyOf(destination, digest) ?? '');
      return name === destination.name ? undefined : name;
    },
  };
}
