import { GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import { readEndpointUrl } from '../aws/network/endpoint-url.ts';
import { resolveRedirect } from '../aws/network/redirect-rules.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { EngineError } from '../errors/engine-error.ts';
import { rememberPresignedUrl } from '../redaction/remember-presigned-url.ts';

/** Adds the digest of the layer to ECR's error for a layer that cannot be downloaded. */
function describeUnavailableLayer(error: unknown, digest: string): unknown {
  const sentences: Readonly<Record<string, string>> = {
    LayersNotFoundException: `The source no longer has layer ${digest}.`,
    LayerInaccessibleException: `The source does not return layer ${digest}: no image refers to it any more, or it is archived.`,
  };
  const sentence = sentences[readRootCause(error).name];
  if (!(error instanceof EngineError) || sentence === undefined) return error;
  const message = `${sentence} Refresh the list of images, then choose again.`;
  return new EngineError({ ...error.data, message, action: 'plan-again' }, error.cause);
}

/**
 * Gets a presigned URL for the download of a layer, valid for one hour.
 *
 * @throws EngineError that names the layer when ECR does not return it; `not-aws` when the URL must not be followed.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html
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
        return resolveRedirect(url, await readEndpointUrl(ecr)).href;
      },
      { repositoryName: name, signal },
    );
  } catch (error) {
    throw describeUnavailableLayer(error, digest);
  }
}
