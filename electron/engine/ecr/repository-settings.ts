import { ListTagsForResourceCommand } from '@aws-sdk/client-ecr';
import type { Repository } from '../../../shared/models/repository.ts';
import type { SettingAtSource } from '../../../shared/models/repository-settings.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { hasCode } from '../errors/engine-error.ts';
import { ecrApi } from './operations.ts';

type NamedRepository = Pick<Repository, 'arn' | 'name'>;

/** The settings of a repository that DescribeRepositories does not return. */
export interface StoredSettings {
  /** The stored text; undefined for none. */
  readonly lifecyclePolicy: SettingAtSource<string | undefined>;
  /** The stored text; undefined for none. */
  readonly repositoryPolicy: SettingAtSource<string | undefined>;
  /** Value by key. */
  readonly resourceTags: SettingAtSource<Readonly<Record<string, string>>>;
}

/** ECR answers with this error when the repository has no such policy. */
async function readOptional<T>(notFoundError: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (readRootCause(error).name === notFoundError) return undefined;
    throw error;
  }
}

/** A denied setting does not prevent the copy. */
async function readIfAllowed<Value>(value: Promise<Value>): Promise<SettingAtSource<Value>> {
  try {
    return { kind: 'read', value: await value };
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { kind: 'unreadable', error: error.data };
    throw error;
  }
}

async function readLifecyclePolicy(registry: RegistryConnection, repositoryName: string) {
  const answer = ecrApi.getLifecyclePolicy(registry, { repositoryName });
  return (await readOptional('LifecyclePolicyNotFoundException', answer))?.lifecyclePolicyText;
}

async function readRepositoryPolicy(registry: RegistryConnection, repositoryName: string) {
  const answer = ecrApi.getRepositoryPolicy(registry, { repositoryName });
  return (await readOptional('RepositoryPolicyNotFoundException', answer))?.policyText;
}

async function readResourceTags(registry: RegistryConnection, { arn, name }: NamedRepository) {
  const { tags = [] } = await registry.call(
    'ListTagsForResource',
    (ecr, options) => ecr.send(new ListTagsForResourceCommand({ resourceArn: arn }), options),
    { repositoryName: name },
  );
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/**
 * Reads the policies and resource tags of a repository; each that the profile is not allowed to read is `unreadable`.
 *
 * @throws EngineError for any failure other than a denial.
 */
export async function readStoredSettings(
  registry: RegistryConnection,
  repository: NamedRepository,
): Promise<StoredSettings> {
  const [lifecyclePolicy, repositoryPolicy, resourceTags] = await Promise.all([
    readIfAllowed(readLifecyclePolicy(registry, repository.name)),
    readIfAllowed(readRepositoryPolicy(registry, repository.name)),
    readIfAllowed(readResourceTags(registry, repository)),
  ]);
  return { lifecyclePolicy, repositoryPolicy, resourceTags };
}

/** Sets the lifecycle policy of a repository. @throws EngineError when ECR rejects it or the profile is not allowed to. */
export async function putLifecyclePolicy(
  registry: RegistryConnection,
  repositoryName: string,
  lifecyclePolicyText: string,
  signal: AbortSignal,
): Promise<void> {
  await ecrApi.putLifecyclePolicy(registry, { repositoryName, lifecyclePolicyText }, signal);
}

/**
 * Sets the repository policy, without `force`: ECR rejects a policy with which the caller can never change it again.
 *
 * @throws EngineError when ECR rejects it or the profile is not allowed to.
 */
export async function setRepositoryPolicy(
  registry: RegistryConnection,
  repositoryName: string,
  policyText: string,
  signal: AbortSignal,
): Promise<void> {
  await ecrApi.setRepositoryPolicy(registry, { repositoryName, policyText }, signal);
}
