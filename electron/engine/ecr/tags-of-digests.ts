import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { ErrorData } from '../../../shared/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { chunk } from './chunk.ts';
import { hasCode } from '../errors/engine-error.ts';

/** DescribeImages takes 100 at a time. */
const batchSize = 100;

/** The tags of images by their digests. */
export type TagsOfDigests =
  /** A digest that the repository does not hold is left out. */
  | { readonly kind: 'read'; readonly tags: ReadonlyMap<string, readonly string[]> }
  /** DescribeImages is denied: copying an image by its digest does not take it. */
  | { readonly kind: 'denied'; readonly error: ErrorData };

type Tags = readonly (readonly [digest: string, tags: readonly string[]])[];

/** One digest that is not there makes DescribeImages refuse the whole batch; each is then asked for by itself. */
async function describe(
  registry: RegistryConnection,
  repositoryName: string,
  digests: readonly string[],
  signal: AbortSignal,
): Promise<Tags> {
  const imageIds = digests.map((imageDigest) => ({ imageDigest }));
  const input = { registryId: registry.registryId, repositoryName, imageIds };
  try {
    const { imageDetails = [] } = await registry.call(
      'DescribeImages',
      (ecr, options) => ecr.send(new DescribeImagesCommand(input), options),
      { repositoryName, signal },
    );
    return imageDetails.flatMap(({ imageDigest, imageTags = [] }) =>
      imageDigest === undefined ? [] : [[imageDigest, imageTags] as const],
    );
  } catch (error) {
    if (!hasCode(error, 'image-not-found')) throw error;
    if (digests.length === 1) return [];
    const each: Tags[] = [];
    for (const digest of digests) each.push(await describe(registry, repositoryName, [digest], signal));
    return each.flat();
  }
}

/** @throws EngineError for anything else than a refusal. */
export async function readTagsOfDigests(
  registry: RegistryConnection,
  repositoryName: string,
  digests: readonly string[],
  signal: AbortSignal,
): Promise<TagsOfDigests> {
  const all: Tags[] = [];
  try {
    for (const batch of chunk([...new Set(digests)], batchSize))
      all.push(await describe(registry, repositoryName, batch, signal));
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { kind: 'denied', error: error.data };
    throw error;
  }
  return { kind: 'read', tags: new Map(all.flat()) };
}
