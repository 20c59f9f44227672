import type { ReplicationRule } from '../../../shared/models/ecr-replication.ts';
import type { Readable } from '../../../shared/models/image-details.ts';
import type { CreationTemplate } from '../../../shared/models/registry-replication.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { ecrApi } from '../ecr/operations.ts';
import { paginate } from '../ecr/paginate.ts';
import { hasCode } from '../errors/engine-error.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { toRules } from './replication-rules.ts';

/** Reads the replication rules of the connection's own registry. @throws EngineError `access-denied` without ecr:DescribeRegistry. */
export const readRules = async (
  registry: RegistryConnection,
  signal?: AbortSignal,
): Promise<readonly ReplicationRule[]> =>
  toRules((await ecrApi.describeRegistry(registry, {}, signal)).replicationConfiguration);

/** Reads the registry policy as it is stored; null for none. @throws EngineError `access-denied` without ecr:GetRegistryPolicy. */
export async function readRegistryPolicy(
  registry: RegistryConnection,
  signal?: AbortSignal,
): Promise<string | null> {
  try {
    return (await ecrApi.getRegistryPolicy(registry, {}, signal)).policyText ?? null;
  } catch (error) {
    if (readRootCause(error).name === 'RegistryPolicyNotFoundException') return null;
    throw error;
  }
}

/** Reads the repository creation templates. @throws EngineError `access-denied` without ecr:DescribeRepositoryCreationTemplates. */
export async function readCreationTemplates(
  registry: RegistryConnection,
  signal?: AbortSignal,
): Promise<readonly CreationTemplate[]> {
  const pages = await paginate('DescribeRepositoryCreationTemplates', (nextToken) =>
    ecrApi.describeRepositoryCreationTemplates(registry, { nextToken, maxResults: 1000 }, signal),
  );
  return pages
    .flatMap(({ repositoryCreationTemplates = [] }) => repositoryCreationTemplates)
    .map(({ prefix = '', description, appliedFor = [], ...template }) => ({
      prefix,
      description,
      appliedFor,
      template: JSON.stringify(template, null, 2),
    }));
}

/** A read that is denied, or that the endpoint does not support, does not prevent the others. @throws any other EngineError. */
export async function readIfAllowed<Value>(value: Promise<Value>): Promise<Readable<Value>> {
  try {
    return { kind: 'read', value: await value };
  } catch (error) {
    if (hasCode(error, 'access-denied') || hasCode(error, 'operation-unsupported'))
      return { kind: 'unreadable', error: error.data };
    throw error;
  }
}
