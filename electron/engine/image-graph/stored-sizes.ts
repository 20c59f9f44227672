import pLimit from 'p-limit';
import type { BlobDescriptor, Manifest } from './manifest.ts';
import { hasCode } from '../errors/engine-error.ts';
import { readDownloadLength } from '../replication/download/probe-download.ts';
import { layerSizes } from '../ecr/layer-availability.ts';
import type { RepositoryHandle } from '../ecr/repository-handle.ts';
import type { SourceImage } from './source-image.ts';

type SizedBlob = Pick<BlobDescriptor, 'digest' | 'size'>;

/** Lengths that are asked of the store at once. */
const parallelLengths = 8;

/** The sizes of blobs for which none is stated, from the store itself. What cannot be had there is left to the copy. */
async function unstatedSizes(
  source: RepositoryHandle,
  blobs: readonly SizedBlob[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const limit = pLimit(parallelLengths);
  const unstated = [...new Set(blobs.filter(({ size }) => size === 0).map(({ digest }) => digest))];
  const sizes = await Promise.all(
    unstated.map((digest) =>
      limit(async () => {
        const length = await readDownloadLength(source, digest, signal).catch(() => undefined);
        return length === undefined ? [] : [[digest, length] as const];
      }),
    ),
  );
  signal?.throwIfAborted();
  return new Map(sizes.flat());
}

/**
 * Bytes by digest, as the source stores these blobs: the size in a descriptor may be wrong, and 0 is written by tools
 * that do not know it. A profile that may pull and nothing else learns only those that are not stated; the manifests'
 * sizes are used for the others then.
 */
export async function readStoredSizes(
  source: RepositoryHandle,
  blobs: readonly SizedBlob[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  try {
    const digests = blobs.map(({ digest }) => digest);
    return await layerSizes(source, digests, signal);
  } catch (error) {
    if (hasCode(error, 'access-denied')) return unstatedSizes(source, blobs, signal);
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
  return withSizes(blobs, await readStoredSizes(source, blobs, signal));
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
