import { isDeepStrictEqual } from 'node:util';
import type { ECRClient, Repository as EcrRepository } from '@aws-sdk/client-ecr';
import { CreateRepositoryCommand, DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import type { EncryptionType, Repository, TagMutability } from '../../../shared/models/repository.ts';
import type { EncryptionSetting, MutabilitySetting } from '../../../shared/models/repository-settings.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { isServerFault, readAwsError } from '../errors/aws-error.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import { readPages } from './read-pages.ts';

const tagMutabilities: readonly TagMutability[] = [
  'MUTABLE',
  'IMMUTABLE',
  'IMMUTABLE_WITH_EXCLUSION',
  'MUTABLE_WITH_EXCLUSION',
];
const encryptionTypes: readonly EncryptionType[] = ['AES256', 'KMS', 'KMS_DSSE'];

function readRepository(repository: EcrRepository): Repository {
  const { encryptionConfiguration: encryption, imageTagMutability } = repository;
  return {
    name: repository.repositoryName ?? '',
    uri: repository.repositoryUri ?? '',
    arn: repository.repositoryArn ?? '',
    registryId: repository.registryId ?? '',
    // Not `??`: a time that is none counts as absent, and everything that shows it stays alive.
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

/** All repositories of the registry, in ECR's order; 1,000 a call. */
export async function listRepositories(
  registry: RegistryConnection,
  signal?: AbortSignal,
): Promise<readonly Repository[]> {
  const pages = await readPages('DescribeRepositories', (nextToken) => {
    const { registryId } = registry;
    const input = { registryId, nextToken, maxResults: 1000 };
    return registry.call(
      'DescribeRepositories',
      (ecr, options) => ecr.send(new DescribeRepositoriesCommand(input), options),
      { signal },
    );
  });
  return pages.flatMap(({ repositories }) => (repositories ?? []).map(readRepository));
}

/** One repository, or undefined when the registry has none of that name. */
export async function findRepository(
  registry: RegistryConnection,
  name: string,
): Promise<Repository | undefined> {
  try {
    const input = { registryId: registry.registryId, repositoryNames: [name] };
    const { repositories = [] } = await registry.call(
      'DescribeRepositories',
      (ecr, options) => ecr.send(new DescribeRepositoriesCommand(input), options),
      { repositoryName: name },
    );
    return repositories[0] && readRepository(repositories[0]);
  } catch (error) {
    if (hasCode(error, 'repository-not-found')) return undefined;
    throw error;
  }
}

/** What is known of a repository. */
export type RepositoryLookup =
  | { readonly kind: 'found'; readonly repository: Repository }
  | { readonly kind: 'missing' }
  /** DescribeRepositories is denied: it may exist, and its settings are unknown. */
  | { readonly kind: 'unknown'; readonly error: ErrorData };

/**
 * Looks for one repository. AWS's published pull and push policies do not allow that, so that a denial is an answer
 * too.
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

/** What CreateRepository sets; the policies of a repository are calls of their own. */
export interface NewRepositorySettings {
  readonly tagMutability: MutabilitySetting;
  readonly encryption: EncryptionSetting;
  readonly scanOnPush: boolean;
  /** Value by key. */
  readonly resourceTags: Readonly<Record<string, string>>;
}

const isAsAsked = (
  { tagMutability, tagMutabilityExclusions, encryption, scanOnPush }: Repository,
  asked: NewRepositorySettings,
): boolean =>
  tagMutability === asked.tagMutability.tagMutability &&
  isDeepStrictEqual(tagMutabilityExclusions.toSorted(), asked.tagMutability.exclusions.toSorted()) &&
  encryption === asked.encryption.type &&
  scanOnPush === asked.scanOnPush;

/**
 * Creates a repository in the connection's own account. When an answer was lost, the repository that is there at the
 * next attempt and is as it was asked for is the one that was created.
 *
 * @throws EngineError `repository-exists` when somebody else was faster.
 */
export async function createRepository(
  registry: RegistryConnection,
  name: string,
  settings: NewRepositorySettings,
  signal?: AbortSignal,
): Promise<Repository> {
  const { encryption, scanOnPush, resourceTags } = settings;
  const { tagMutability, exclusions } = settings.tagMutability;
  const filters = exclusions.map((filter) => ({ filter, filterType: 'WILDCARD' as const }));
  const tags = Object.entries(resourceTags).map(([Key, Value]) => ({ Key, Value }));
  const input = {
    registryId: registry.registryId,
    repositoryName: name,
    imageTagMutability: tagMutability,
    imageTagMutabilityExclusionFilters: filters.length > 0 ? filters : undefined,
    imageScanningConfiguration: { scanOnPush },
    encryptionConfiguration: { encryptionType: encryption.type, kmsKey: encryption.kmsKey },
    tags: tags.length > 0 ? tags : undefined,
  };
  let isAnswerLost = false;
  const create = async (ecr: ECRClient, options: { readonly abortSignal?: AbortSignal }) => {
    try {
      return await ecr.send(new CreateRepositoryCommand(input), options);
    } catch (error) {
      const read = readAwsError(error);
      // Without a status there was no answer at all.
      isAnswerLost ||= read.status === undefined || isServerFault(read);
      throw error;
    }
  };
  try {
    const { repository } = await registry.call('CreateRepository', create, { repositoryName: name, signal });
    if (repository) return readRepository(repository);
  } catch (error) {
    if (!isAnswerLost || !hasCode(error, 'repository-exists')) throw error;
    const repository = await findRepository(registry, name);
    if (!repository || !isAsAsked(repository, settings)) throw error;
    return repository;
  }
  throw new EngineError({
    code: 'internal',
    message: `ECR did not confirm that it created repository ${name}. Look at the plan again.`,
    retryable: false,
    action: 'plan-again',
  });
}
