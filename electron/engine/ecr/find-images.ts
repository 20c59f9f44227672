import { shortDigest } from '../../../shared/models/image.ts';
import type { ImageSummary } from '../../../shared/models/image.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { EngineError } from '../errors/engine-error.ts';
import { getManifests, readStoredImages } from './get-manifests.ts';
import type { Manifest } from '../image-graph/manifest.ts';
import { imageKind } from '../image-graph/media-types.ts';

const isDigest = (reference: string): boolean => reference.includes(':');

const unavailable = (reference: string, failureCode: string, repositoryName: string): EngineError => {
  const name = isDigest(reference) ? shortDigest(reference) : `Tag ${reference}`;
  return new EngineError({
    code: 'image-unavailable',
    message:
      failureCode === 'ImageInaccessible'
        ? `${name} in ${repositoryName} is archived. Restore it in ECR, then try again.`
        : `ECR stores ${name} in ${repositoryName}, but does not return it (${failureCode}).`,
    retryable: false,
  });
};

function summaryOf({ digest, mediaType, content }: Manifest, tags: readonly string[]): ImageSummary {
  const blobs = content.kind === 'image' ? content.blobs : [];
  const artifactMediaType = blobs.find(({ kind }) => kind === 'config')?.mediaType;
  return {
    digest,
    tags,
    sizeInBytes: blobs.reduce((sum, { size }) => sum + size, 0),
    // BatchGetImage does not report when an image was pushed.
    pushedAt: 0,
    kind: imageKind(mediaType, artifactMediaType),
    mediaType,
    ...(artifactMediaType !== undefined && { artifactMediaType }),
    status: 'ACTIVE',
  };
}

/**
 * Finds images by tag or by digest, for those who may not list a repository: it takes BatchGetImage alone. Each digest
 * once, with those of the tags that were asked for; what the repository does not hold is left out. The size of an
 * index, and the time of a push, are 0: unknown.
 *
 * @throws EngineError `image-unavailable` for an archived image; `image-unsupported`.
 */
export async function findImages(
  registry: RegistryConnection,
  repositoryName: string,
  references: readonly string[],
  signal?: AbortSignal,
): Promise<readonly ImageSummary[]> {
  const digests = references.filter(isDigest);
  const tags = references.filter((reference) => !isDigest(reference));
  const stored = await readStoredImages(registry, repositoryName, { digests, tags }, signal);
  const [unreadable] = stored.unreadable;
  if (unreadable) throw unavailable(...unreadable, repositoryName);
  const found = [...new Set([...digests, ...stored.tags.values()])];
  const manifests = await getManifests(registry, repositoryName, found, signal);
  return found.flatMap((digest) => {
    const manifest = manifests.get(digest);
    const own = tags.filter((tag) => stored.tags.get(tag) === digest);
    return manifest ? summaryOf(manifest, own) : [];
  });
}
