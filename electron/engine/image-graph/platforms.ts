import type { Platform } from '../../../shared/models/image.ts';
import { shownPlatform } from '../../../shared/models/platform-match.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { getManifests } from '../ecr/get-manifests.ts';

/** The platforms that each index offers, by its digest; what is not an index is left out. */
export async function listPlatforms(
  registry: RegistryConnection,
  repositoryName: string,
  digests: readonly string[],
): Promise<Readonly<Record<string, readonly Platform[]>>> {
  const manifests = await getManifests(registry, repositoryName, digests);
  const platforms: Record<string, readonly Platform[]> = {};
  for (const { digest, content } of manifests.values()) {
    if (content.kind === 'index')
      platforms[digest] = content.children.flatMap(({ platform, companion }) =>
        platform && !companion ? shownPlatform(platform) : [],
      );
  }
  return platforms;
}
