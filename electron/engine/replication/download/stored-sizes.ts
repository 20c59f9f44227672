import pLimit from 'p-limit';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { readLayerSizes } from '../../ecr/layer-availability.ts';
import { hasCode } from '../../errors/engine-error.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { downloadLength } from './download-length.ts';

type SizedBlob = Pick<BlobDescriptor, 'digest' | 'size'>;

/** Requests for the length of a blob that run at once. */
const maxParallelRequests = 8;

/** Requests the sizes of blobs without a stated size from the layer store. A size that cannot be read is left out. */
async function readUnstatedSizes(
  source: RepositoryHandle,
  blobs: readonly SizedBlob[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const limit = pLimit(maxParallelRequests);
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
 * Reads the stored sizes of blobs, in bytes by digest, because a descriptor can state a wrong size, or 0 when the tool
 * that wrote it did not know the size. With a pull-only role, only sizes that are not stated are read; the others are
 * those of the manifests.
 *
 * @throws EngineError when the source cannot be read.
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
    if (hasCode(error, 'access-denied')) return readUnstatedSizes(source, blobs, signal);
    throw error;
  }
}

/**
 * Replaces the sizes of blobs by the stored ones.
 *
 * @throws as `readStoredSizes` does.
 */
export async function withStoredSizes<Blob extends BlobDescriptor>(
  source: RepositoryHandle,
  blobs: readonly Blob[],
  signal?: AbortSignal,
): Promise<readonly Blob[]> {
  const sizes = await readStoredSizes(source, blobs, signal);
  return blobs.map((blob) => ({ ...blob, size: sizes.get(blob.digest) ?? blob.size }));
}
