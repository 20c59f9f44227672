import type { Image, ImageFailure, ImageIdentifier } from '@aws-sdk/client-ecr';
import pLimit from 'p-limit';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { oversizedResponseName } from '../errors/aws-error.ts';
import { hasCode } from '../errors/engine-error.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { acceptedMediaTypes } from '../manifest/media-types.ts';
import { chunk } from './chunk.ts';
import { ecrApi } from './operations.ts';

/** BatchGetImage calls of one read that run at once. */
const maxParallelCalls = 8;

/**
 * Images of a call after the response to more of them was too large: a manifest has at most 4 MiB, and at most six times as
 * many in JSON, so that five are smaller than the limit of a response.
 */
const maxLargeManifestsPerCall = 5;

/** A manifest as BatchGetImage returned it for a digest or a tag. */
export interface ReturnedImage {
  readonly digest: string | undefined;
  readonly tag: string | undefined;
  readonly mediaType: string;
  readonly text: string;
}

/** The images that BatchGetImage returned and its failures, over several calls. */
export interface BatchGetOutput {
  readonly images: readonly ReturnedImage[];
  readonly failures: readonly ImageFailure[];
}

/** Only these members stay in memory while other calls run. */
const toReturnedImage = ({
  imageId,
  imageManifest: text = '',
  imageManifestMediaType: mediaType = '',
}: Image): ReturnedImage => ({ digest: imageId?.imageDigest, tag: imageId?.imageTag, mediaType, text });

const mergeOutputs = (outputs: readonly BatchGetOutput[]): BatchGetOutput => ({
  images: outputs.flatMap(({ images }) => images),
  failures: outputs.flatMap(({ failures }) => failures),
});

const isOversized = (error: unknown): boolean => readRootCause(error).name === oversizedResponseName;

/** Gets a few images a call, one call after another: several responses at once are too large together. */
async function getLargeManifests(
  registry: RegistryConnection,
  repositoryName: string,
  batch: readonly ImageIdentifier[],
  signal: AbortSignal | undefined,
): Promise<BatchGetOutput> {
  const outputs: BatchGetOutput[] = [];
  for (const part of chunk(batch, maxLargeManifestsPerCall))
    outputs.push(await getBatch(registry, repositoryName, part, signal));
  return mergeOutputs(outputs);
}

/**
 * Gets the images of one call. An unavailable upstream registry fails a whole call, which is then repeated with each half;
 * after a response that is too large, it is repeated with a few images at a time.
 */
async function getBatch(
  registry: RegistryConnection,
  repositoryName: string,
  batch: readonly ImageIdentifier[],
  signal: AbortSignal | undefined,
): Promise<BatchGetOutput> {
  const input = { repositoryName, imageIds: [...batch], acceptedMediaTypes: [...acceptedMediaTypes] };
  try {
    const { images = [], failures = [] } = await ecrApi.batchGetImage(registry, input, signal);
    return { images: images.map(toReturnedImage), failures };
  } catch (error) {
    if (isOversized(error) && batch.length > maxLargeManifestsPerCall)
      return getLargeManifests(registry, repositoryName, batch, signal);
    if (!hasCode(error, 'upstream-unavailable')) throw error;
    const [first] = batch;
    if (first && batch.length === 1)
      return { images: [], failures: [{ imageId: first, failureCode: 'UpstreamUnavailable' }] };
    return getBatches(registry, repositoryName, chunk(batch, Math.ceil(batch.length / 2)), signal);
  }
}

async function getBatches(
  registry: RegistryConnection,
  repositoryName: string,
  batches: readonly (readonly ImageIdentifier[])[],
  signal: AbortSignal | undefined,
): Promise<BatchGetOutput> {
  const limit = pLimit(maxParallelCalls);
  const outputs = await Promise.all(
    batches.map((batch) =>
      limit(() => {
        signal?.throwIfAborted();
        return getBatch(registry, repositoryName, batch, signal);
      }),
    ),
  );
  return mergeOutputs(outputs);
}

/** Gets images by digest, 100 a call. */
export const getImagesByDigest = (
  registry: RegistryConnection,
  repositoryName: string,
  digests: readonly string[],
  signal: AbortSignal | undefined,
): Promise<BatchGetOutput> => {
  const imageIds = digests.map((imageDigest) => ({ imageDigest }));
  return getBatches(registry, repositoryName, chunk(imageIds), signal);
};

/**
 * Gets images by tag, 100 a call. ECR does not promise an entry for each tag when several tags name one image: a tag
 * that is neither among the images nor among the failures is requested by itself.
 */
export async function getImagesByTag(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal: AbortSignal | undefined,
): Promise<BatchGetOutput> {
  const imageIds = tags.map((imageTag) => ({ imageTag }));
  const output = await getBatches(registry, repositoryName, chunk(imageIds), signal);
  const answered = new Set([
    ...output.images.map(({ tag }) => tag),
    ...output.failures.map(({ imageId }) => imageId?.imageTag),
  ]);
  const unanswered = imageIds.filter(({ imageTag }) => !answered.has(imageTag));
  if (unanswered.length === 0) return output;
  const { images, failures } = await getBatches(registry, repositoryName, chunk(unanswered, 1), signal);
  return { images: [...output.images, ...images], failures: [...output.failures, ...failures] };
}
