import { createHash } from 'node:crypto';
import type { ECRClient } from '@aws-sdk/client-ecr';
import {
  BatchCheckLayerAvailabilityCommand,
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { z } from 'zod';

// ECRImageReplicator of aibs-informatics-aws-utils, step by step: `replicate` is `upload_layers`, then `put_image`. Layers
// and parts are copied one after another; each layer is checked by a call of its own.

/** A repository as in the Python class: its name and boto3's client. */
export interface OriginalRepository {
  readonly client: ECRClient;
  readonly name: string;
}

interface OriginalImage {
  readonly repository: OriginalRepository;
  readonly digest: string;
  readonly tags: readonly string[];
}

const descriptor = z.object({ digest: z.string(), size: z.number() });
const manifestSchema = z.object({ config: descriptor, layers: z.array(descriptor) });

const accepted = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
];

async function manifestOf({
  repository,
  digest,
}: OriginalImage): Promise<{ text: string; mediaType: string }> {
  const { images = [] } = await repository.client.send(
    new BatchGetImageCommand({
      repositoryName: repository.name,
      imageIds: [{ imageDigest: digest }],
      acceptedMediaTypes: accepted,
    }),
  );
  return { text: images[0]?.imageManifest ?? '', mediaType: images[0]?.imageManifestMediaType ?? '' };
}

async function isAvailable({ client, name }: OriginalRepository, layerDigest: string): Promise<boolean> {
  const { layers = [] } = await client.send(
    new BatchCheckLayerAvailabilityCommand({ repositoryName: name, layerDigests: [layerDigest] }),
  );
  return layers[0]?.layerAvailability === 'AVAILABLE';
}

async function uploadLayer(
  source: OriginalRepository,
  destination: OriginalRepository,
  { digest, size }: z.infer<typeof descriptor>,
): Promise<void> {
  const { downloadUrl = '' } = await source.client.send(
    new GetDownloadUrlForLayerCommand({ repositoryName: source.name, layerDigest: digest }),
  );
  const { uploadId, partSize = 0 } = await destination.client.send(
    new InitiateLayerUploadCommand({ repositoryName: destination.name }),
  );
  const hash = createHash('sha256');
  for (let first = 0; first < size; first += partSize) {
    const last = Math.min(first + partSize, size) - 1;
    const response = await fetch(downloadUrl, { headers: { Range: `bytes=${first}-${last}` } });
    const bytes = Buffer.from(await response.arrayBuffer());
    hash.update(bytes);
    await destination.client.send(
      new UploadLayerPartCommand({
        repositoryName: destination.name,
        uploadId,
        partFirstByte: first,
        partLastByte: last,
        layerPartBlob: bytes,
      }),
    );
  }
  await destination.client.send(
    new CompleteLayerUploadCommand({
      repositoryName: destination.name,
      uploadId,
      layerDigests: [`sha256:${hash.digest('hex')}`],
    }),
  );
}

async function uploadLayers(image: OriginalImage, destination: OriginalRepository): Promise<void> {
  const { config, layers } = manifestSchema.parse(JSON.parse((await manifestOf(image)).text));
  for (const layer of [config, ...layers]) {
    if (!(await isAvailable(destination, layer.digest)))
      await uploadLayer(image.repository, destination, layer);
  }
}

async function putImage(image: OriginalImage, { client, name }: OriginalRepository): Promise<void> {
  const { text, mediaType } = await manifestOf(image);
  for (const imageTag of image.tags) {
    try {
      await client.send(
        new PutImageCommand({
          repositoryName: name,
          imageManifest: text,
          imageManifestMediaType: mediaType,
          imageTag,
        }),
      );
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ImageAlreadyExistsException')) throw error;
    }
  }
}

/** Copies one image as the original does. */
export async function replicateAsOriginal(
  image: OriginalImage,
  destination: OriginalRepository,
): Promise<void> {
  await uploadLayers(image, destination);
  await putImage(image, destination);
}
