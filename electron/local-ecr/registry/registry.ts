import type { BlobStorage } from '../blobs/blob-store.ts';
import type { CreationTemplate } from './creation-templates.ts';
import { EcrError, limitExceeded } from './ecr-error.ts';
import type { PartSizes } from './limits.ts';
import { ecrPartSizes, limits } from './limits.ts';
import { compareText } from './paging.ts';
import type { PullThroughCacheRule } from './pull-through-cache.ts';
import { partitionOf } from './partition.ts';
import type { ReplicationRule } from './replication-rules.ts';
import type { Encryption, ExclusionFilter, Repository, TagMutability } from './repository.ts';

/** The options of CreateRepository, with ECR's defaults. */
export interface RepositoryOptions {
  readonly tagMutability?: TagMutability;
  readonly exclusionFilters?: readonly ExclusionFilter[];
  readonly scanOnPush?: boolean;
  readonly encryption?: Encryption;
  readonly resourceTags?: Readonly<Record<string, string>>;
  /** For demo data with a creation time in the past. */
  readonly createdAt?: Date;
}

/** How the registry endpoint reports an incomplete upload. */
export interface UploadStatus {
  /** `Range`: all bytes received, or always the first chunk (aws/containers-roadmap#2831). */
  readonly range: 'whole' | 'first-chunk';
  /** Whether GET of an upload is supported; the status is 405 otherwise. */
  readonly isOffered: boolean;
}

/** One private registry: the repositories of one account in one region. */
export class Registry {
  readonly accountId: string;
  readonly region: string;
  readonly blobs: BlobStorage;
  readonly parts: PartSizes;
  readonly repositories = new Map<string, Repository>();
  /** For example BLOB_MOUNTING; only changed settings, the defaults are in registry-operations.ts. */
  readonly accountSettings = new Map<string, string>();
  /** By the prefix of the repository names. */
  readonly pullThroughCacheRules = new Map<string, PullThroughCacheRule>();
  replicationRules: readonly ReplicationRule[] = [];
  /** The registry policy: the replications that it accepts from other accounts. */
  policyText: string | undefined;
  /** By prefix. */
  readonly creationTemplates = new Map<string, CreationTemplate>();
  /** How the registry endpoint reports incomplete uploads, for behaviors that users of ECR have reported. */
  uploadStatus: UploadStatus = { range: 'whole', isOffered: true };
  #sorted: readonly Repository[] | undefined;

  constructor(accountId: string, region: string, blobs: BlobStorage, parts = ecrPartSizes) {
    this.accountId = accountId;
    this.region = region;
    this.blobs = blobs;
    this.parts = parts;
  }

  /** `<account>.dkr.ecr.<region>.amazonaws.com`: the prefix of image URIs. */
  get host(): string {
    return `${this.accountId}.dkr.ecr.${this.region}.${partitionOf(this.region).dnsSuffix}`;
  }

  /** The AWS managed key, for KMS encryption without a key. */
  get defaultKmsKey(): string {
    return `arn:${partitionOf(this.region).name}:kms:${this.region}:${this.accountId}:alias/aws/ecr`;
  }

  arnOf(repositoryName: string): string {
    return `arn:${partitionOf(this.region).name}:ecr:${this.region}:${this.accountId}:repository/${repositoryName}`;
  }

  /** @throws EcrError RepositoryNotFoundException */
  repository(name: string): Repository {
    const repository = this.repositories.get(name);
    if (repository) return repository;
    throw new EcrError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${this.accountId}'`,
    );
  }

  /** All repositories by name; the same array until one is created or deleted. */
  sortedRepositories(): readonly Repository[] {
    this.#sorted ??= [...this.repositories.values()].toSorted((a, b) => compareText(a.name, b.name));
    return this.#sorted;
  }

  /** @throws EcrError RepositoryAlreadyExistsException, LimitExceededException */
  createRepository(name: string, options: RepositoryOptions = {}): Repository {
    if (this.repositories.has(name)) {
      throw new EcrError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${name}' already exists in the registry with id '${this.accountId}'`,
      );
    }
    if (this.repositories.size >= limits.repositoriesPerRegistry)
      throw limitExceeded('the repositories per registry');
    const repository: Repository = {
      registryId: this.accountId,
      region: this.region,
      name,
      layerDelay: 0,
      arn: this.arnOf(name),
      uri: `${this.host}/${name}`,
      createdAt: options.createdAt ?? new Date(),
      encryption: options.encryption ?? { encryptionType: 'AES256' },
      settings: {
        tagMutability: options.tagMutability ?? 'MUTABLE',
        exclusionFilters: options.exclusionFilters ?? [],
        scanOnPush: options.scanOnPush ?? false,
      },
      resourceTags: new Map(Object.entries(options.resourceTags ?? {})),
      layers: new Map(),
      uploads: new Map(),
      images: new Map(),
      tags: new Map(),
      referrers: new Map(),
      restoresImmediately: true,
      revision: 0,
    };
    this.repositories.set(name, repository);
    this.#sorted = undefined;
    return repository;
  }

  /** @throws EcrError RepositoryNotFoundException, RepositoryNotEmptyException unless forced. */
  async deleteRepository(name: string, options: { readonly force: boolean }): Promise<Repository> {
    const repository = this.repository(name);
    if (repository.images.size > 0 && !options.force) {
      throw new EcrError(
        'RepositoryNotEmptyException',
        `The repository with name '${name}' in registry with id '${this.accountId}' cannot be deleted because it still contains images`,
      );
    }
    this.repositories.delete(name);
    this.#sorted = undefined;
    for (const upload of repository.uploads.values()) await upload.blob.discard();
    return repository;
  }
}
