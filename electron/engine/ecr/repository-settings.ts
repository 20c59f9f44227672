import {
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import type { Repository } from '../../../shared/models/repository.ts';
import type { SettingAtSource } from '../../../shared/models/repository-settings.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { readAwsError } from '../errors/aws-error.ts';
import { hasCode } from '../errors/engine-error.ts';

type NamedRepository = Pick<Repository, 'arn' | 'name'>;

/** The settings that DescribeRepositories does not tell. */
export interface StoredSettings {
  /** As it is stored; undefined for none. */
  readonly lifecyclePolicy: SettingAtSource<string | undefined>;
  /** As it is stored; undefined for none. */
  readonly repositoryPolicy: SettingAtSource<string | undefined>;
  /** Value by key. */
  readonly resourceTags: SettingAtSource<Readonly<Record<string, string>>>;
}

/** ECR answers with an error where a repository has no such policy. */
async function unlessNone<T>(name: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (readAwsError(error).name === name) return undefined;
    throw error;
  }
}

/** A setting that may not be read is no reason to copy nothing. */
async function readable<Value>(value: Promise<Value>): Promise<SettingAtSource<Value>> {
  try {
    return { kind: 'read', value: await value };
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { kind: 'unreadable', error: error.data };
    throw error;
  }
}

async function readLifecyclePolicy(registry: RegistryConnection, repositoryName: string) {
  const input = { registryId: registry.registryId, repositoryName };
  const answer = await registry.call(
    'GetLifecyclePolicy',
    (ecr, options) =>
      unlessNone('LifecyclePolicyNotFoundException', ecr.send(new GetLifecyclePolicyCommand(input), options)),
    { repositoryName },
  );
  return answer?.lifecyclePolicyText;
}

async function readRepositoryPolicy(registry: RegistryConnection, repositoryName: string) {
  const input = { registryId: registry.registryId, repositoryName };
  const answer = await registry.call(
    'GetRepositoryPolicy',
    (ecr, options) =>
      unlessNone(
        'RepositoryPolicyNotFoundException',
        ecr.send(new GetRepositoryPolicyCommand(input), options),
      ),
    { repositoryName },
  );
  return answer?.policyText;
}

async function readResourceTags(registry: RegistryConnection, { arn, name }: NamedRepository) {
  const { tags = [] } = await registry.call(
    'ListTagsForResource',
    (ecr, options) => ecr.send(new ListTagsForResourceCommand({ resourceArn: arn }), options),
    { repositoryName: name },
  );
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Policies and resource tags of a repository; one that the profile may not read is told as such. @throws EngineError */
export async function readStoredSettings(
  registry: RegistryConnection,
  repository: NamedRepository,
): Promise<StoredSettings> {
  const [lifecyclePolicy, repositoryPolicy, resourceTags] = await Promise.all([
    readable(readLifecyclePolicy(registry, repository.name)),
    readable(readRepositoryPolicy(registry, repository.name)),
    readable(readResourceTags(registry, repository)),
  ]);
  return { lifecyclePolicy, repositoryPolicy, resourceTags };
}

export async function putLifecyclePolicy(
  registry: RegistryConnection,
  repositoryName: string,
  lifecyclePolicyText: string,
  signal: AbortSignal,
): Promise<void> {
  const input = { registryId: registry.registryId, repositoryName, lifecyclePolicyText };
  await registry.call(
    'PutLifecyclePolicy',
    (ecr, options) => ecr.send(new PutLifecyclePolicyCommand(input), options),
    { repositoryName, signal },
  );
}

/** Not forced: ECR refuses a policy that would keep the caller from ever changing it again. */
export async function setRepositoryPolicy(
  registry: RegistryConnection,
  repositoryName: string,
  policyText: string,
  signal: AbortSignal,
): Promise<void> {
  const input = { registryId: registry.registryId, repositoryName, policyText };
  await registry.call(
    'SetRepositoryPolicy',
    (ecr, options) => ecr.send(new SetRepositoryPolicyCommand(input), options),
    { repositoryName, signal },
  );
}
