import { shortDigest } from '../../../shared/models/image.ts';
import type { ImageSummary } from '../../../shared/models/image.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { EngineError } from '../errors/engine-error.ts';
import { readStoredImages } from '../ecr/get-manifests.ts';
import { readImageIds } from '../ecr/image-ids.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { getImageKind } from '../manifest/media-types.ts';

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
    kind: getImageKind(mediaType, artifactMediaType),
    mediaType,
    ...(artifactMediaType !== undefined && { artifactMediaType }),
    status: 'ACTIVE',
  };
}

const assertReadable = (unreadable: ReadonlyMap<string, string>, repositoryName: string): void => {
  for (const [reference, failureCode] of unreadable)
    throw unavailable(reference, failureCode, repositoryName);
};

/** The digest behind each of these that the repository may have; a digest stands for itself. */
async function findDigests(
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
  const stored = await readStoredImages(registry, repositoryName, { tags }, signal);
  assertReadable(stored.unreadable, repositoryName);
  return new Map([...digests.map((digest) => [digest, digest] as const), ...stored.tags]);
}

/**
 * Finds images by tag or by digest, for those who may not list a repository: it takes BatchGetImage alone, and asks for
 * what ListImages names where that is allowed, as BatchGetImage makes a pull-through cache import the others. Each
 * digest once, with those of the tags that were asked for; what the repository does not hold is left out. The size of
 * an index, and the time of a push, are 0: unknown.
 *
 * @throws EngineError `image-unavailable` for an archived image; `image-unsupported`; `access-denied` for a pull-through
 * cache that cannot be listed.
 */
export async function findImages(
  registry: RegistryConnection,
  repositoryName: string,
  references: readonly string[],
  signal?: AbortSignal,
): Promise<readonly ImageSummary[]> {
  const found = await findDigests(registry, repositoryName, references, signal);
  const digests = [...new Set(found.values())];
  const stored = await readStoredImages(registry, repositoryName, { digests }, signal);
  const unreadable = [...found].flatMap(([reference, digest]) => {
    const failureCode = stored.unreadable.get(digest);
    return failureCode === undefined ? [] : [[reference, failureCode] as const];
  });
  assertReadable(new Map(unreadable), repositoryName);
  return digests.flatMap((digest) => {
    const manifest = stored.manifests.get(digest);
    if (!manifest) return [];
    const own = references.filter((reference) => !isDigest(reference) && found.get(reference) === digest);
    return summaryOf(parseManifest(digest, manifest.mediaType, manifest.text), own);
  });
}
