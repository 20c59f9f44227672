import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { imageManifest, newBlob, newConfig, sha256, type Blob } from './content.ts';
import type { TargetRegistry } from './target-registry.ts';

/** Starts an upload with the ECR API. @returns its id. */
export async function startUpload({ client }: TargetRegistry, repositoryName: string): Promise<string> {
  const { uploadId = '' } = await client.send(new InitiateLayerUploadCommand({ repositoryName }));
  return uploadId;
}

/** The request of one part that begins at `firstByte`. */
export function partOf(
  repositoryName: string,
  uploadId: string,
  firstByte: number,
  bytes: Uint8Array,
): UploadLayerPartCommand {
  return new UploadLayerPartCommand({
    repositoryName,
    uploadId,
    partFirstByte: firstByte,
    partLastByte: firstByte + bytes.length - 1,
    layerPartBlob: bytes,
  });
}

/** Uploads a blob of at most one part with the ECR API. */
export async function uploadBlob(
  registry: TargetRegistry,
  repositoryName: string,
  blob: Blob,
): Promise<void> {
  const uploadId = await startUpload(registry, repositoryName);
  await registry.client.send(partOf(repositoryName, uploadId, 0, blob.bytes));
  await completeUpload(registry, repositoryName, uploadId, blob.digest);
}

export async function completeUpload(
  { client }: TargetRegistry,
  repositoryName: string,
  uploadId: string,
  digest: string,
): Promise<void> {
  await client.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digest] }));
}

/** The request that stores a manifest. */
export function putOf(repositoryName: string, imageManifestText: string, imageTag?: string): PutImageCommand {
  return new PutImageCommand({ repositoryName, imageManifest: imageManifestText, imageTag });
}

/** A pushed image. */
export interface PushedImage {
  readonly manifest: string;
  readonly digest: string;
  readonly config: Blob;
  readonly layer: Blob;
}

/** Uploads the configuration and the layer of a new image, without its manifest. */
export async function uploadBlobs(
  registry: TargetRegistry,
  repositoryName: string,
  layerSize?: number,
): Promise<Pick<PushedImage, 'config' | 'layer'>> {
  const [config, layer] = [newConfig(), newBlob(layerSize)];
  await Promise.all([config, layer].map(async (blob) => uploadBlob(registry, repositoryName, blob)));
  return { config, layer };
}

/** Pushes a new image with the ECR API. @param layerSize bytes of its one layer */
export async function pushImage(
  registry: TargetRegistry,
  repositoryName: string,
  {
    tag,
    layerSize,
    more,
  }: { readonly tag?: string; readonly layerSize?: number; readonly more?: object } = {},
): Promise<PushedImage> {
  const { config, layer } = await uploadBlobs(registry, repositoryName, layerSize);
  const manifest = imageManifest(config, [layer], more);
  await registry.client.send(putOf(repositoryName, manifest, tag));
  return { manifest, digest: sha256(manifest), config, layer };
}

/** The availability of one layer in BatchCheckLayerAvailability, for example `AVAILABLE`. */
export async function availabilityOf(
  { client }: TargetRegistry,
  repositoryName: string,
  digest: string,
): Promise<string | undefined> {
  const { layers } = await client.send(
    new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests: [digest] }),
  );
  return layers?.[0]?.layerAvailability;
}
