import pLimit from 'p-limit';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { hasCode } from '../../errors/engine-error.ts';
import { readDownloadLength } from './probe-download.ts';
import { readLayerSizes } from '../../ecr/layer-availability.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';

type SizedBlob = Pick<BlobDescriptor, 'digest' | 'size'>;

/** Requests to the layer store at the same time. */
const parallelRequests = 8;

/** Reads the sizes of blobs with size 0 from the layer store; without those that it does not state. */
async function readUnstatedSizes(
  source: RepositoryHandle,
  blobs: readonly SizedBlob[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const limit = pLimit(parallelRequests);
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
 * Reads the sizes that the source stores, because the size in a descriptor may be wrong, and is 0 where the tool that
 * wrote it did not know it. With a profile that may only pull, only the sizes of the blobs with size 0 are read.
 *
 * @returns bytes by digest.
 * @throws EngineError
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

/** Replaces the sizes that are known. */
const withSizes = <Blob extends BlobDescriptor>(
  blobs: readonly Blob[],
  sizes: ReadonlyMap<string, number>,
): readonly Blob[] => blobs.map((blob) => ({ ...blob, size: sizes.get(blob.digest) ?? blob.size }));

/** Replaces the sizes of blobs by those that the source stores. @throws as `readStoredSizes` does. */
export async function withStoredSizes<Blob extends BlobDescriptor>(
  source: RepositoryHandle,
  blobs: readonly Blob[],
  signal?: AbortSignal,
): Promise<readonly Blob[]> {
  return withSizes(blobs, await readStoredSizes(source, blobs, signal));
}
