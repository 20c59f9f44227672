import type { Platform } from '../../../shared/models/image.ts';
import { shownPlatform } from '../../../shared/models/platform-match.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { readStoredImages } from '../ecr/stored-images.ts';
import { parseManifest } from '../manifest/manifest.ts';

/**
 * Lists the platforms of indexes, by digest of the index; manifests of another kind are left out, and
 * nothing is imported from an upstream registry.
 *
 * @throws EngineError `digest-mismatch` or `image-unsupported` for a manifest that cannot be parsed.
 */
export async function listPlatforms(
  repository: RepositoryHandle,
  digests: readonly string[],
): Promise<Readonly<Record<string, readonly Platform[]>>> {
  const { manifests } = await readStoredImages({ ...repository, mayImport: true }, { digests });
  const platforms: Record<string, readonly Platform[]> = {};
  for (const [digest, { mediaType, text }] of manifests) {
    const { content } = parseManifest(digest, mediaType, text);
    if (content.kind === 'index')
      platforms[digest] = content.children.flatMap(({ platform, companion }) =>
        platform && !companion ? shownPlatform(platform) : [],
      );
  }
  return platforms;
}
