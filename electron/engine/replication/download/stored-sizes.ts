import pLimit from 'p-limit';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { hasCode } from '../../errors/engine-error.ts';
import { downloadLength } from './download-length.ts';
import { readLayerSizes } from '../../ecr/layer-availability.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';

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
        const length = await downloadLength(source, digest, signal).catch(() => undefined);
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
    return await readLayerSizes(source, digests, signal);
  } catch (error) {
    if (hasCode(error, 'access-denied')) return unstatedSizes(source, blobs, signal);
    throw error;
  }
}

/** The same blobs with the sizes that are known of them. */
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
