import type { ImageReference } from '../../../shared/models/reference.ts';
import { imageUri, repositoryUri } from '../../../shared/models/reference.ts';
import type { RegistryConnection } from '../../engine/aws/clients/registry-connection.ts';
import { readTagsOfDigests } from '../../engine/ecr/describe-tags.ts';
import { resolveTags } from '../../engine/ecr/resolve-tags.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';

/** The image to copy, as the source has it now. */
export interface FoundImage {
  readonly digest: string;
  /** All tags of the image when they were requested; otherwise the tag by which it was named, if any. */
  readonly tags: readonly string[];
}

async function findDigest(
  registry: RegistryConnection,
  source: ImageReference,
  signal: AbortSignal,
): Promise<string> {
  if (source.digest !== undefined) return source.digest;
  const { tag = '', repositoryName } = source;
  const digest = (await resolveTags(registry, repositoryName, [tag], signal)).get(tag);
  if (digest !== undefined) return digest;
  throw new EngineError({
    code: 'image-not-found',
    message: `There is no tag ${tag} in ${repositoryUri(source)}. Choose another tag.`,
    side: 'source',
    retryable: false,
  });
}

async function readTags(
  registry: RegistryConnection,
  source: ImageReference,
  digest: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const read = await readTagsOfDigests(registry, source.repositoryName, [digest], signal);
  if (read.kind === 'denied')
    throw new EngineError({
      ...read.error,
      message: `The tags of ${imageUri(source)} cannot be read. Allow ecr:DescribeImages at the source, or name the tags in the request. ${read.error.message}`,
      side: 'source',
    });
  const tags = read.tags.get(digest);
  if (tags) return tags;
  throw new EngineError({
    code: 'image-not-found',
    message: `There is no image ${digest} in ${repositoryUri(source)}. Choose another image.`,
    side: 'source',
    retryable: false,
  });
}

/**
 * Finds the image that a request names, and its tags when the request names none.
 *
 * @param wantsTags whether all tags of the image are read.
 * @throws EngineError `image-not-found`, or `access-denied` when the tags cannot be read.
 */
export async function findSourceImage(
  registry: RegistryConnection,
  source: ImageReference,
  wantsTags: boolean,
  signal: AbortSignal,
): Promise<FoundImage> {
  const digest = await findDigest(registry, source, signal);
  if (wantsTags) return { digest, tags: await readTags(registry, source, digest, signal) };
  const isNamedByTag = source.tag !== undefined && source.digest === undefined;
  return { digest, tags: isNamedByTag ? [source.tag] : [] };
}
