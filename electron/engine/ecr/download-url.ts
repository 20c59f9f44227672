import { GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import { readRootCause } from '../errors/root-cause.ts';
import { EngineError } from '../errors/engine-error.ts';
import { endpointOf } from '../aws/network/endpoint-url.ts';
import { resolveRedirect } from '../aws/network/redirect-rules.ts';
import { rememberPresignedUrl } from '../redaction/remember-presigned-url.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';

/** ECR's refusal to hand out a layer, with the layer named. */
function notHandedOut(error: unknown, digest: string): unknown {
  const sentences: Readonly<Record<string, string>> = {
    LayersNotFoundException: `The source no longer has layer ${digest}.`,
    LayerInaccessibleException: `The source does not hand out layer ${digest}: no image refers to it any more, or it is archived.`,
  };
  const sentence = sentences[readRootCause(error).name];
  if (!(error instanceof EngineError) || sentence === undefined) return error;
  const message = `${sentence} Refresh the list of images, then choose again.`;
  return new EngineError({ ...error.data, message, action: 'plan-again' }, error.cause);
}

/**
 * A presigned URL of a layer, good for an hour.
 *
 * @throws EngineError that names the layer where ECR does not hand it out; `not-aws` when it must not be followed.
 */
export async function getDownloadUrl(
  { registry, name }: RepositoryHandle,
  digest: string,
  signal?: AbortSignal,
): Promise<string> {
  const input = { registryId: registry.registryId, repositoryName: name, layerDigest: digest };
  try {
    return await registry.call(
      'GetDownloadUrlForLayer',
      async (ecr, options) => {
        const { downloadUrl: url = '' } = await ecr.send(new GetDownloadUrlForLayerCommand(input), options);
        rememberPresignedUrl(url);
        return resolveRedirect(url, await endpointOf(ecr)).href;
      },
      { repositoryName: name, signal },
    );
  } catch (error) {
    throw notHandedOut(error, digest);
  }
}
