import { UpdateImageStorageClassCommand } from '@aws-sdk/client-ecr';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';

/**
 * Makes ECR begin to restore an archived image from the archive storage class, by its digest or by a tag. It can be read
 * once it is ACTIVE, minutes later.
 *
 * @throws EngineError `access-denied` without ecr:UpdateImageStorageClass; `image-unavailable` when ECR does not restore
 *   it.
 */
export async function restoreImage(
  registry: RegistryConnection,
  repositoryName: string,
  digestOrTag: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = {
    registryId: registry.registryId,
    repositoryName,
    imageId: digestOrTag.includes(':') ? { imageDigest: digestOrTag } : { imageTag: digestOrTag },
    targetStorageClass: 'STANDARD' as const,
  };
  await registry.call(
    'UpdateImageStorageClass',
    (ecr, options) => ecr.send(new UpdateImageStorageClassCommand(input), options),
    { repositoryName, signal },
  );
}
