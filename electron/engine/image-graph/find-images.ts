import { shortDigest } from '../../../shared/models/image.ts';
import type { ImageSummary } from '../../../shared/models/image.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { readImageIds } from '../ecr/image-ids.ts';
import { readStoredImages } from '../ecr/stored-images.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { getImageKind } from '../manifest/media-types.ts';
import { archivedFailure, isDigest } from './image-unavailable.ts';

function unreadableImageError(reference: string, failureCode: string, repositoryName: string): EngineError {
  const name = isDigest(reference) ? shortDigest(reference) : `Tag ${reference}`;
  return new EngineError({
    code: 'image-unavailable',
    message:
      failureCode === archivedFailure
        ? `${name} in ${repositoryName} is archived. Restore it in ECR, then try again.`
        : `ECR stores ${name} in ${repositoryName}, but does not return it (${failureCode}).`,
    retryable: false,
  });
}

function summarizeManifest({ digest, mediaType, content }: Manifest, tags: readonly string[]): ImageSummary {
  const blobs = content.kind === 'image' ? content.blobs : [];
  const artifactMediaType = blobs.find(({ kind }) => kind === 'config')?.mediaType;
  return {
    digest,
    tags,
    sizeInBytes: blobs.reduce((sum, { size }) => sum + size, 0),
    // BatchGetImage does not report when an image was pushed.
    pushedAt: 0,
    kind: getImageKind(mediaType, artifactMediaType),
    mediaType,
    ...(artifactMediaType !== undefined && { artifactMediaType }),
    status: 'ACTIVE',
  };
}

const assertReadable = (unreadable: ReadonlyMap<string, string>, repositoryName: string): void => {
  for (const [reference, failureCode] of unreadable)
    throw unreadableImageError(reference, failureCode, repositoryName);
};

/** Finds the digests of references; the digest of a digest is itself, whether the repository has it or not. */
async function resolveReferences(
  registry: RegistryConnection,
  repositoryName: string,
  references: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const digests = references.filter(isDigest);
  const tags = references.filter((reference) => !isDigest(reference));
  const known = await readImageIds(registry, repositoryName, 1, signal);
  if (known.kind === 'listed') {
    const { ids } = known;
    return new Map([
      ...digests.filter((digest) => ids.digests.has(digest)).map((digest) => [digest, digest] as const),
      ...[...ids.tags].filter(([tag]) => tags.includes(tag)),
    ]);
  }
  const stored = await readStoredImages({ registry, name: repositoryName }, { tags }, signal);
  assertReadable(stored.unreadable, repositoryName);
  return new Map([...digests.map((digest) => [digest, digest] as const), ...stored.tags]);
}

/**
 * Finds images by tag or digest for profiles that are not allowed to list a repository: BatchGetImage is enough. Where
 * ListImages is allowed, only images that it names are requested, because BatchGetImage imports missing images into a
 * pull-through cache. Each digest is returned once, with its requested tags; images that the repository does not have
 * are left out. The size of an index and the time of a push are unknown and 0.
 *
 * @throws EngineError `image-unavailable` for an archived image; `image-unsupported`; `access-denied` for a pull-through
 *   cache whose images cannot be listed.
 */
export async function findImages(
  registry: RegistryConnection,
  repositoryName: string,
  references: readonly string[],
  signal?: AbortSignal,
): Promise<readonly ImageSummary[]> {
  const found = await resolveReferences(registry, repositoryName, references, signal);
  const digests = [...new Set(found.values())];
  const stored = await readStoredImages({ registry, name: repositoryName }, { digests }, signal);
  const unreadable = [...found].flatMap(([reference, digest]) => {
    const failureCode = stored.unreadable.get(digest);
    return failureCode === undefined ? [] : [[reference, failureCode] as const];
  });
  assertReadable(new Map(unreadable), repositoryName);
  return digests.flatMap((digest) => {
    const manifest = stored.manifests.get(digest);
    if (!manifest) return [];
    const tags = references.filter((reference) => !isDigest(reference) && found.get(reference) === digest);
    return summarizeManifest(parseManifest(digest, manifest.mediaType, manifest.text), tags);
  });
}
