import type { BlobDescriptor, Manifest } from '../ecr/manifest.ts';
import { hasCode } from '../errors/engine-error.ts';
import { layerSizes } from './layer-availability.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import type { SourceImage } from './source-image.ts';

/**
 * Bytes by digest, as the source stores these blobs: the size in a descriptor may be wrong, and 0 is written by tools
 * that do not know it. Empty where the profile may not ask: the manifests' sizes are used then.
 */
export async function readStoredSizes(
  source: RepositoryHandle,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  try {
    return await layerSizes(source, digests, signal);
  } catch (error) {
    if (hasCode(error, 'access-denied')) return new Map();
    throw error;
  }
}

const withSizes = <Blob extends BlobDescriptor>(
  blobs: readonly Blob[],
  sizes: ReadonlyMap<string, number>,
): readonly Blob[] => blobs.map((blob) => ({ ...blob, size: sizes.get(blob.digest) ?? blob.size }));

/** The same blobs with the sizes that the source stores. */
export async function withStoredSizes<Blob extends BlobDescriptor>(
  source: RepositoryHandle,
  blobs: readonly Blob[],
  signal?: AbortSignal,
): Promise<readonly Blob[]> {
  const digests = blobs.map(({ digest }) => digest);
  return withSizes(blobs, await readStoredSizes(source, digests, signal));
}

/** The same image, in which these blobs have these sizes. The bytes of its manifests stay as they are. */
export function imageWithSizes(image: SourceImage, sizes: ReadonlyMap<string, number>): SourceImage {
  const corrected = (manifest: Manifest): Manifest =>
    manifest.content.kind === 'image'
      ? { ...manifest, content: { ...manifest.content, blobs: withSizes(manifest.content.blobs, sizes) } }
      : manifest;
  return {
    ...image,
    manifests: image.manifests.map(corrected),
    referrers: image.referrers.map((referrer) => ({
      ...referrer,
      manifests: referrer.manifests.map(corrected),
    })),
  };
}
