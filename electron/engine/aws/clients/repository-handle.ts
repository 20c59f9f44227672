import type { RegistryConnection } from './registry-connection.ts';

/** A repository to call through a registry connection: the source or the destination of images. */
export interface RepositoryHandle {
  readonly registry: RegistryConnection;
  readonly name: string;
  /**
   * Whether BatchGetImage of an image that the repository lacks may import it from an upstream registry, because a pull
   * through cache rule applies or may apply.
   */
  readonly mayImport?: boolean | undefined;
  /** Limits the bytes per second at which the layers of this repository are downloaded; absent for no limit. */
  readonly bandwidth?: BandwidthLimit | undefined;
}

/** A limit on bytes per second. */
export interface BandwidthLimit {
  /** Bytes to request at once; undefined while there is no limit. */
  readonly requestSize: number | undefined;
  /**
   * Resolves when this many bytes can be requested.
   *
   * @throws the reason of the signal when it is aborted.
   */
  take(bytes: number, signal: AbortSignal | undefined): Promise<void>;
}

/**
 * A key that is the same for handles of the same repository, for work that is done once per repository: two profiles can
 * reach the same one. Where the account of the registry is unknown, the profile stands for it.
 */
export const repositoryKey = ({ registry, name }: RepositoryHandle): string =>
  JSON.stringify([registry.registryId ?? registry.profile, registry.region, name]);

/** The registry of an account in a region. */
interface RegistryAddress {
  /** The account; undefined where it is unknown. */
  readonly registryId: string | undefined;
  readonly region: string;
}

/** Whether both are certainly one registry: false where an account is unknown. */
export const isSameRegistry = (a: RegistryAddress, b: RegistryAddress): boolean =>
  a.registryId !== undefined && a.registryId === b.registryId && a.region === b.region;
