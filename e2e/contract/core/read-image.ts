import {
  BatchGetImageCommand,
  type BatchGetImageCommandOutput,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr';
import type { TargetRegistry } from './target-registry.ts';

/** The answer of BatchGetImage for some images. */
export async function getImages(
  { client }: TargetRegistry,
  repositoryName: string,
  imageIds: ImageIdentifier[],
  acceptedMediaTypes?: string[],
): Promise<BatchGetImageCommandOutput> {
  return client.send(new BatchGetImageCommand({ repositoryName, imageIds, acceptedMediaTypes }));
}

/** The text of one manifest as ECR returns it; undefined when it does not. */
export async function readManifest(
  registry: TargetRegistry,
  repositoryName: string,
  imageId: ImageIdentifier,
): Promise<string | undefined> {
  const { images } = await getImages(registry, repositoryName, [imageId]);
  return images?.[0]?.imageManifest;
}
