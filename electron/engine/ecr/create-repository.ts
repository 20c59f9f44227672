import { isDeepStrictEqual } from 'node:util';
import type { ECRClient } from '@aws-sdk/client-ecr';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import type { Repository } from '../../../shared/models/repository.ts';
import type { EncryptionSetting, MutabilitySetting } from '../../../shared/models/repository-settings.ts';
import type { RegistryConnection, SendOptions } from '../aws/clients/registry-connection.ts';
import { isServerFault, readAwsError } from '../errors/aws-error.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import { findRepository, toRepository } from './repositories.ts';

/** The settings that CreateRepository takes; the policies of a repository are set by calls of their own. */
export interface NewRepositorySettings {
  readonly tagMutability: MutabilitySetting;
  readonly encryption: EncryptionSetting;
  readonly scanOnPush: boolean;
  /** Value by key. */
  readonly resourceTags: Readonly<Record<string, string>>;
}

const hasSettings = (
  { tagMutability, tagMutabilityExclusions, encryption, scanOnPush }: Repository,
  settings: NewRepositorySettings,
): boolean =>
  tagMutability === settings.tagMutability.tagMutability &&
  isDeepStrictEqual(tagMutabilityExclusions.toSorted(), settings.tagMutability.exclusions.toSorted()) &&
  encryption === settings.encryption.type &&
  scanOnPush === settings.scanOnPush;

/**
 * Creates a repository in the account of the connection. After a lost answer, a repository that exists at the next
 * attempt with the requested settings counts as the created one.
 *
 * @throws EngineError `repository-exists` when somebody else created the repository first.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
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
  const create = async (ecr: ECRClient, options: SendOptions) => {
    try {
      return await ecr.send(new CreateRepositoryCommand(input), options);
    } catch (error) {
      const awsError = readAwsError(error);
      // An error without a status came without an answer.
      isAnswerLost ||= awsError.status === undefined || isServerFault(awsError);
      throw error;
    }
  };
  try {
    const { repository } = await registry.call('CreateRepository', create, { repositoryName: name, signal });
    if (repository) return toRepository(repository);
  } catch (error) {
    if (!isAnswerLost || !hasCode(error, 'repository-exists')) throw error;
    const repository = await findRepository(registry, name);
    if (!repository || !hasSettings(repository, settings)) throw error;
    return repository;
  }
  throw new EngineError({
    code: 'internal',
    message: `ECR did not confirm that it created repository ${name}. Review the plan again.`,
    retryable: false,
    action: 'plan-again',
  });
}
