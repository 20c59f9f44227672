import type { Image, ImageFailure, ImageIdentifier } from '@aws-sdk/client-ecr';
import { BatchGetImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { ErrorData } from '../../../shared/result.ts';
import pLimit from 'p-limit';
import { chunk } from './chunk.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { hasCode } from '../errors/engine-error.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { acceptedMediaTypes } from '../manifest/media-types.ts';

/** BatchGetImage takes 100 at a time. */
const batchSize = 100;

/** Batches of one read that are on their way at once. */
const parallelBatches = 8;

interface Answer {
  readonly images: readonly Image[];
  readonly failures: readonly ImageFailure[];
}

/** An upstream registry that is out of reach fails the whole call: the images are told apart then. */
async function batchGet(
  registry: RegistryConnection,
  repositoryName: string,
  batch: readonly ImageIdentifier[],
  signal: AbortSignal | undefined,
): Promise<Partial<Answer>> {
  const input = {
    registryId: registry.registryId,
    repositoryName,
    imageIds: [...batch],
    acceptedMediaTypes: [...acceptedMediaTypes],
  };
  try {
    return await registry.call(
      'BatchGetImage',
      (ecr, options) => ecr.send(new BatchGetImageCommand(input), options),
      { repositoryName, signal },
    );
  } catch (error) {
    if (!hasCode(error, 'upstream-unavailable')) throw error;
    const [first] = batch;
    if (first && batch.length === 1)
      return { failures: [{ imageId: first, failureCode: 'UpstreamUnavailable' }] };
    const halves = chunk(batch, Math.ceil(batch.length / 2));
    return batchGetImages(registry, repositoryName, halves, signal);
  }
}

async function batchGetImages(
  registry: RegistryConnection,
  repositoryName: string,
  batches: readonly (readonly ImageIdentifier[])[],
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const limit = pLimit(parallelBatches);
  const answers = await Promise.all(
    batches.map((batch) =>
      limit(() => {
        signal?.throwIfAborted();
        return batchGet(registry, repositoryName, batch, signal);
      }),
    ),
  );
  return {
    images: answers.flatMap(({ images = [] }) => images),
    failures: answers.flatMap(({ failures = [] }) => failures),
  };
}

const idsOf = (tags: readonly string[]): readonly ImageIdentifier[] => tags.map((imageTag) => ({ imageTag }));

/**
 * Asks for tags, 100 a call. ECR does not promise an entry for each tag of an image that several of the tags name: a
 * tag that is neither among the images nor among the failures is asked for by itself.
 */
async function batchGetTags(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const answer = await batchGetImages(registry, repositoryName, chunk(tags, batchSize).map(idsOf), signal);
  const answered = new Set([...answer.images, ...answer.failures].map(({ imageId }) => imageId?.imageTag));
  const unanswered = tags.filter((tag) => !answered.has(tag));
  if (unanswered.length === 0) return answer;
  const single = unanswered.map((tag) => idsOf([tag]));
  const { images, failures } = await batchGetImages(registry, repositoryName, single, signal);
  return { images: [...answer.images, ...images], failures: [...answer.failures, ...failures] };
}

/**
 * Manifests by digest, as stored and checked against it; those that the repository does not hold are left out.
 *
 * @throws EngineError `digest-mismatch` or `image-unsupported`.
 */
export async function getManifests(
  registry: RegistryConnection,
  repositoryName: string,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Manifest>> {
  const stored = await readStoredImages(registry, repositoryName, { digests }, signal);
  return new Map(
    [...stored.manifests].map(([digest, { mediaType, text }]) => [
      digest,
      parseManifest(digest, mediaType, text),
    ]),
  );
}

/** What a repository holds of the manifests and tags that it was asked for. */
export interface StoredImages {
  /** By digest, unchecked. */
  readonly manifests: ReadonlyMap<string, { readonly mediaType: string; readonly text: string }>;
  /** Digest by tag. */
  readonly tags: ReadonlyMap<string, string>;
  /** ECR's reason, by digest or by tag as it was asked for, for what it holds and does not hand out. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** Why DescribeImages does not name the digests behind tags of archived images: it is denied. */
  readonly undescribed?: ErrorData;
}

export const noStoredImages: StoredImages = { manifests: new Map(), tags: new Map(), unreadable: new Map() };

const isUnreadable = ({ failureCode }: ImageFailure): boolean => failureCode !== 'ImageNotFound';

/** The repository has it: what its upstream registry did not give is not there. */
const isStored = (failure: ImageFailure): boolean =>
  isUnreadable(failure) && !failure.failureCode?.startsWith('Upstream');

/**
 * The digests behind tags by DescribeImages, 100 a call: of archived images too, and without importing anything from
 * upstream.
 *
 * @throws EngineError `image-not-found` when one of the tags is not there.
 */
export async function describeTags(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const batch of chunk(tags, batchSize)) {
    const imageIds = batch.map((imageTag) => ({ imageTag }));
    const { imageDetails = [] } = await registry.call(
      'DescribeImages',
      (ecr, options) =>
        ecr.send(
          new DescribeImagesCommand({ registryId: registry.registryId, repositoryName, imageIds }),
          options,
        ),
      { repositoryName, signal },
    );
    for (const { imageDigest, imageTags = [] } of imageDetails) {
      if (imageDigest === undefined) continue;
      for (const tag of imageTags) if (batch.includes(tag)) digests.set(tag, imageDigest);
    }
  }
  return digests;
}

/** Neither a pull nor a push takes DescribeImages. */
async function describeTagsIfAllowed(
  ...asked: Parameters<typeof describeTags>
): Promise<{ readonly digests: ReadonlyMap<string, string>; readonly error?: ErrorData }> {
  try {
    return { digests: await describeTags(...asked) };
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { digests: new Map(), error: error.data };
    throw error;
  }
}

/**
 * Asks for manifests and tags, 100 a call. Digests and tags go in requests of their own kind: an answer that names an
 * image once, though it was asked for by digest and by tag, must not look like a missing tag.
 */
export async function readStoredImages(
  registry: RegistryConnection,
  repositoryName: string,
  wanted: { readonly digests?: readonly string[]; readonly tags?: readonly string[] },
  signal?: AbortSignal,
): Promise<StoredImages> {
  const asked = { digests: new Set(wanted.digests), tags: new Set(wanted.tags) };
  const digestIds = [...asked.digests].map((imageDigest) => ({ imageDigest }));
  const manifests = new Map<string, { readonly mediaType: string; readonly text: string }>();
  const tags = new Map<string, string>();
  const [byDigest, byTag] = await Promise.all([
    batchGetImages(registry, repositoryName, chunk(digestIds, batchSize), signal),
    batchGetTags(registry, repositoryName, [...asked.tags], signal),
  ]);
  for (const { imageId, imageManifest, imageManifestMediaType } of byDigest.images) {
    if (imageId?.imageDigest === undefined) continue;
    manifests.set(imageId.imageDigest, {
      mediaType: imageManifestMediaType ?? '',
      text: imageManifest ?? '',
    });
  }
  for (const { imageId } of byTag.images) {
    const { imageDigest, imageTag } = imageId ?? {};
    if (imageDigest !== undefined && imageTag !== undefined) tags.set(imageTag, imageDigest);
  }
  const failures = [...byDigest.failures, ...byTag.failures];
  const unreadableTags = failures.filter(isStored).flatMap(({ imageId }) => imageId?.imageTag ?? []);
  const described = await describeTagsIfAllowed(registry, repositoryName, unreadableTags, signal);
  for (const [tag, digest] of described.digests) tags.set(tag, digest);
  const unreadable = new Map(
    failures.filter(isUnreadable).flatMap(({ imageId, failureCode = '' }) => {
      const name = imageId?.imageTag ?? imageId?.imageDigest;
      return name === undefined ? [] : [[name, failureCode] as const];
    }),
  );
  return { manifests, tags, unreadable, ...(described.error && { undescribed: described.error }) };
}

/** What could be read, and why nothing could where BatchGetImage is denied: pushing takes no permission to read. */
export async function readStoredImagesIfAllowed(
  ...asked: Parameters<typeof readStoredImages>
): Promise<{ readonly stored: StoredImages; readonly error?: ErrorData }> {
  try {
    return { stored: await readStoredImages(...asked) };
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { stored: noStoredImages, error: error.data };
    throw error;
  }
}

/** The digest behind each of these tags; tags that the repository does not have are left out. */
export async function readTagDigests(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  return (await readStoredImages(registry, repositoryName, { tags }, signal)).tags;
}
