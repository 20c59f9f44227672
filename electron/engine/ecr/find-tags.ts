import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { chunk } from './chunk.ts';
import { hasCode } from '../errors/engine-error.ts';
import { describeTags, readTagDigests } from './get-manifests.ts';
import { readImageIds } from './image-ids.ts';

/** BatchGetImage takes 100 at a time. */
const tagsPerCall = 100;

/** One tag that is not there fails the call: the others are told apart from it then. */
async function describe(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  try {
    return await describeTags(registry, repositoryName, tags, signal);
  } catch (error) {
    if (!hasCode(error, 'image-not-found')) throw error;
    if (tags.length === 1) return new Map();
    const halves = chunk(tags, Math.ceil(tags.length / 2));
    const found = await Promise.all(halves.map((half) => describe(registry, repositoryName, half, signal)));
    return new Map(found.flatMap((digests) => [...digests]));
  }
}

/**
 * The digest behind each of these tags; tags that the repository does not have are left out. Asks DescribeImages, as
 * BatchGetImage would make a pull-through cache import the tags from upstream. Where that is denied, ListImages; and
 * BatchGetImage only where that is denied, too, and no rule says that the repository is a cache.
 *
 * @throws EngineError `access-denied` for a pull-through cache that cannot be listed.
 */
export async function resolveTags(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (tags.length === 0) return new Map();
  try {
    return await describe(registry, repositoryName, [...new Set(tags)], signal);
  } catch (error) {
    if (!hasCode(error, 'access-denied')) throw error;
    const otherCalls = Math.ceil(tags.length / tagsPerCall);
    const known = await readImageIds(registry, repositoryName, otherCalls, signal);
    if (known.kind === 'asked') return readTagDigests(registry, repositoryName, tags, signal);
    return new Map([...known.ids.tags].filter(([tag]) => tags.includes(tag)));
  }
}
