import type { BlobStorage } from '../blobs/blob-store.ts';
import type { PartSizes } from './limits.ts';
import type { PullThroughCacheRule } from './pull-through-cache.ts';
import type { Encryption, ExclusionFilter, Repository, TagMutability } from './repository.ts';
/** What CreateRepository lets its caller choose; everything left out is as ECR has it by default. */
export interface RepositoryOptions {
  readonly tagMutability?: TagMutability;
  readonly exclusionFilters?: readonly ExclusionFilter[];
  readonly scanOnPush?: boolean;
  readonly encryption?: Encryption;
  readonly resourceTags?: Readonly<Record<string, string>>;
  /** For demo data that should look as if it had been there for a while. */
  readonly createdAt?: Date;
}
/** What the registry endpoint says of an unfinished upload. */
export interface UploadStatus {
  /** `Range`: all bytes held, or the first chunk for ever (aws/containers-roadmap#2831). */
  readonly range: 'whole' | 'first-chunk';
  /** Whether GET of an upload is offered at all; answered with 405 otherwise. */
  readonly isOffered: boolean;
}
/** One private registry: the repositories of one account in one region. */
export declare class Registry {
  #private;
  readonly accountId: string;
  readonly region: string;
  readonly blobs: BlobStorage;
  readonly parts: PartSizes;
  readonly repositories: Map<string, Repository>;
  /** Such as BLOB_MOUNTING; only what was put, the defaults are in account-settings.ts. */
  readonly accountSettings: Map<string, string>;
  /** By the prefix of the repositories' names. */
  readonly pullThroughCacheRules: Map<string, PullThroughCacheRule>;
  /** How the registry endpoint tells of unfinished uploads; a switch for behaviors that were reported of ECR. */
  uploadStatus: UploadStatus;
  constructor(accountId: string, region: string, blobs: BlobStorage, parts?: PartSizes);
  /** `<account>.dkr.ecr.<region>.amazonaws.com`: what image URIs begin with, here as at AWS. */
  get host(): string;
  /** The key that AWS manages, used when KMS is asked for without a key. */
  get defaultKmsKey(): string;
  arnOf(repositoryName: string): string;
  /** @throws EcrError RepositoryNotFoundException */
  repository(name: string): Repository;
  /** All repositories by name; the same array until one is made or deleted. */
  sortedRepositories(): readonly Repository[];
  /** @throws EcrError RepositoryAlreadyExistsException, LimitExceededException */
  createRepository(name: string, options?: RepositoryOptions): Repository;
  /** @throws EcrError RepositoryNotFoundException, RepositoryNotEmptyException unless forced */
  deleteRepository(
    name: string,
    options: {
      readonly force: boolean;
    },
  ): Promise<Repository>;
}
