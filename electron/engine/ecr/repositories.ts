import type { Repository as EcrRepository } from '@aws-sdk/client-ecr';
import type { EncryptionType, Repository, TagMutability } from '../../../shared/models/repository.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { hasCode } from '../errors/engine-error.ts';
import { ecrApi } from './operations.ts';
import { paginate } from './paginate.ts';

const tagMutabilities: readonly TagMutability[] = [
  'MUTABLE',
  'IMMUTABLE',
  'IMMUTABLE_WITH_EXCLUSION',
  'MUTABLE_WITH_EXCLUSION',
];
const encryptionTypes: readonly EncryptionType[] = ['AES256', 'KMS', 'KMS_DSSE'];

/** Converts a repository of ECR's answer. */
export function toRepository(repository: EcrRepository): Repository {
  const { encryptionConfiguration: encryption, imageTagMutability } = repository;
  return {
    name: repository.repositoryName ?? '',
    uri: repository.repositoryUri ?? '',
    arn: repository.repositoryArn ?? '',
    registryId: repository.registryId ?? '',
    // Not `??`: an invalid date gives NaN, which counts as unknown.
    createdAt: repository.createdAt?.getTime() || 0,
    tagMutability: tagMutabilities.find((value) => value === imageTagMutability) ?? 'MUTABLE',
    tagMutabilityExclusions: (repository.imageTagMutabilityExclusionFilters ?? []).map(
      ({ filter }) => filter ?? '',
    ),
    encryption: encryptionTypes.find((value) => value === encryption?.encryptionType) ?? 'AES256',
    kmsKey: encryption?.kmsKey,
    scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
  };
}

/**
 * Lists all repositories of a registry, in ECR's order; 1,000 a call.
 *
 * @throws EngineError `access-denied` without ecr:DescribeRepositories.
 */
export async function listRepositories(
  registry: RegistryConnection,
  signal?: AbortSignal,
): Promise<readonly Repository[]> {
  const pages = await paginate('DescribeRepositories', (nextToken) =>
    ecrApi.describeRepositories(registry, { nextToken, maxResults: 1000 }, signal),
  );
  return pages.flatMap(({ repositories = [] }) => repositories.map(toRepository));
}

/**
 * Finds a repository by name; undefined when the registry has no such repository.
 *
 * @throws EngineError `access-denied` without ecr:DescribeRepositories.
 */
export async function findRepository(
  registry: RegistryConnection,
  name: string,
): Promise<Repository | undefined> {
  try {
    const { repositories = [] } = await ecrApi.describeRepositories(registry, { repositoryNames: [name] });
    return repositories[0] && toRepository(repositories[0]);
  } catch (error) {
    if (hasCode(error, 'repository-not-found')) return undefined;
    throw error;
  }
}

/** What is known of a repository. */
export type RepositoryLookup =
  | { readonly kind: 'found'; readonly repository: Repository }
  | { readonly kind: 'missing' }
  /** DescribeRepositories is denied: whether the repository exists, and its settings, are unknown. */
  | { readonly kind: 'unknown'; readonly error: ErrorData };

/**
 * Looks up a repository. The pull and push policies that AWS publishes do not allow DescribeRepositories, so a denial
 * is part of the result.
 *
 * @throws EngineError for any failure other than a denial.
 */
export async function lookUpRepository(
  registry: RegistryConnection,
  name: string,
): Promise<RepositoryLookup> {
  try {
    const repository = await findRepository(registry, name);
    return repository ? { kind: 'found', repository } : { kind: 'missing' };
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { kind: 'unknown', error: error.data };
    throw error;
  }
}
