import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { hasCode } from '../errors/engine-error.ts';
import { maxIdsPerCall } from './chunk.ts';
import { describeTags } from './describe-tags.ts';
import { readImageIds } from './image-ids.ts';
import { readTagDigests } from './stored-images.ts';

/**
 * Finds the digests of tags; tags that the repository does not have are left out. It calls DescribeImages, because
 * BatchGetImage imports missing tags into a pull-through cache from the upstream registry. Where DescribeImages is
 * denied, it calls ListImages; where that is denied too and no pull through cache rule applies, BatchGetImage.
 *
 * @throws EngineError `access-denied` for a pull-through cache whose images cannot be listed.
 */
export async function resolveTags(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (tags.length === 0) return new Map();
  try {
    return await describeTags(registry, repositoryName, tags, signal);
  } catch (error) {
    if (!hasCode(error, 'access-denied')) throw error;
    const otherCalls = Math.ceil(tags.length / maxIdsPerCall);
    const known = await readImageIds(registry, repositoryName, otherCalls, signal);
    if (known.kind === 'unlisted') return readTagDigests({ registry, name: repositoryName }, tags, signal);
    return new Map([...known.ids.tags].filter(([tag]) => tags.includes(tag)));
  }
}
