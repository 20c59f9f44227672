import { GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import type { RepositoryHandle } from '../repository-handle.ts';

/** A presigned URL of a layer, good for an hour. @throws EngineError */
export async function downloadUrl(
  { registry, name }: RepositoryHandle,
  digest: string,
  signal?: AbortSignal,
): Promise<string> {
  const input = { registryId: registry.registryId, repositoryName: name, layerDigest: digest };
  const { downloadUrl: url = '' } = await registry.call(
    'GetDownloadUrlForLayer',
    (ecr, options) => ecr.send(new GetDownloadUrlForLayerCommand(input), options),
    { repositoryName: name, signal },
  );
  return url;
}
