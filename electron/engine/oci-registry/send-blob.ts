import type { RequestBody } from './send-request.ts';
import type { BlobDescriptor } from '../manifest/manifest.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { EngineError } from '../errors/engine-error.ts';
import { isTemporary } from '../async/retry.ts';
import type { PrefetchedStream } from '../replication/download/prefetched-stream.ts';
import { findAvailableLayers } from '../ecr/layer-availability.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { UploadExpiredError } from '../replication/upload/upload-expired-error.ts';
import type { UploadContext } from '../replication/upload/upload-context.ts';
import { withRegistryToken } from './registry-request.ts';
import { createBlobReader } from './blob-reader.ts';
import { closeUpload, expectedByte, heldBytes, patchBlob, putBlob } from './blob-upload.ts';
import type { VerifiedBytes } from './verified-bytes.ts';

/**
 * In bytes. A broken connection loses a chunk at most, whatever the registry says of the upload. A rest that is shorter than
 * a chunk goes with the last one: no chunk is longer than two.
 */
export const registryChunkSize = 64 * 1024 * 1024;

/**
 * In bytes: what came in by a broken request counts as a part, and an upload with a smaller one before the last is
 * refused when it is closed (Amazon ECR user guide, service quotas: "Minimum layer part size").
 */
const smallestPart = 5 * 1024 * 1024;

/** How often the registry may correct where a chunk begins before that counts as no progress. */
const maxCorrections = 3;

/** Refusals that mean: this upload is over, or its bytes are not those that were sent. */
const lostNames: ReadonlySet<string> = new Set([
  'InvalidLayerException',
  'InvalidLayerPartException',
  'LayerPartTooSmallException',
  'UploadNotFoundException',
]);

/** Stands for what the source did wrong, so that it is not taken for a failure of the registry and tried again. */
class SourceFailed extends Error {
  override readonly name = 'SourceFailed';
}

const lost = (digest: string, { name }: RepositoryHandle): EngineError =>
  new EngineError({
    code: 'upload-rejected',
    message: `The registry gave up the upload of layer ${digest} to repository ${name} several times. Try again.`,
    side: 'destination',
    retryable: false,
    action: 'retry',
  });

/** An upload that takes a blob's bytes. */
export interface OpenedBlob {
  readonly target: string;
  /** Bytes that an earlier run saw confirmed. */
  readonly confirmed: number;
  /** Whether an earlier run may have sent more of them. */
  readonly isBegun: boolean;
  readonly bytes: VerifiedBytes;
  /** All of the bytes, where their reading has begun. */
  readonly reading: PrefetchedStream | undefined;
  /** Writes down where to go on and how many bytes the registry has confirmed. */
  readonly note: (target: string, confirmed: number) => Promise<void>;
}

/**
 * Sends all bytes of a blob to an upload, and closes it: a small one in one request, a large one in chunks whose places are
 * counted here. After a connection broke it goes on from the last chunk that was confirmed, or from further on where the
 * registry says so; where that is wrong, the registry's refusal names the right place. The attempts are counted anew after
 * every byte gained.
 *
 * @throws UploadExpiredError when another upload has to begin; EngineError that names the side.
 */
export async function sendBlob(
  destination: RepositoryHandle,
  { digest, size }: BlobDescriptor,
  opened: OpenedBlob,
  { signal, emit, registryChunk = registryChunkSize }: UploadContext,
): Promise<void> {
  const { registry, name } = destination;
  const reader = createBlobReader(opened.bytes, opened.reading);
  let { target, confirmed: held } = opened;
  /** Whether more may be there than was confirmed. */
  let isUnsure = opened.isBegun;
  let mayGoWhole = !opened.isBegun && size <= 2 * registryChunk;
  let sourceFailure: unknown;

  const bodyOf = (firstByte: number, end: number): RequestBody => ({
    length: end - firstByte,
    chunks: (async function* () {
      try {
        yield* reader.piece(firstByte, end);
      } catch (error) {
        sourceFailure = error;
        throw new SourceFailed('The source failed', { cause: error });
      }
    })(),
  });

  const goOnAt = (position: number): void => {
    const gained = position - held;
    const isTooLittle = gained > 0 && gained < smallestPart && position !== size;
    if (position > size || isTooLittle) throw new UploadExpiredError(lost(digest, destination));
    emit({ kind: 'layer-restart', digest });
    if (position > 0) emit({ kind: 'layer-continued', digest, bytes: position });
    held = position;
  };

  const isThere = async (): Promise<boolean> =>
    (await findAvailableLayers(destination, [digest], signal)).has(digest);

  /** @returns whether the blob turned out to be there as a whole. */
  const findPlace = async (abortSignal: AbortSignal | undefined): Promise<boolean> => {
    const told = await withRegistryToken(destination, abortSignal, (token) =>
      heldBytes(destination, token, target, abortSignal),
    );
    if (told === undefined && (await isThere())) return true;
    goOnAt(Math.max(held, told ?? 0));
    return false;
  };

  /** Sends the chunk that follows; a registry that expects another one says which. @returns where the next one begins. */
  const sendChunk = async (abortSignal: AbortSignal | undefined): Promise<number> => {
    for (let corrections = 0; ; corrections += 1) {
      const firstByte = held;
      const end = size - firstByte <= 2 * registryChunk ? size : firstByte + registryChunk;
      try {
        target = await withRegistryToken(destination, abortSignal, (token) =>
          patchBlob(destination, token, target, firstByte, bodyOf(firstByte, end), abortSignal),
        );
        held = end;
        return held;
      } catch (error) {
        const expected = expectedByte(error);
        if (expected === undefined || expected === firstByte || corrections >= maxCorrections) throw error;
        goOnAt(expected);
        if (held === size) return held;
      }
    }
  };

  const goOn = async (abortSignal: AbortSignal | undefined): Promise<void> => {
    if (isUnsure && (await findPlace(abortSignal))) return;
    isUnsure = true;
    if (mayGoWhole) {
      mayGoWhole = false;
      return withRegistryToken(destination, abortSignal, (token) =>
        putBlob(destination, token, target, digest, bodyOf(0, size), abortSignal),
      );
    }
    let position = held;
    while (position < size) {
      position = await sendChunk(abortSignal);
      if (position < size) await opened.note(target, position);
    }
    return withRegistryToken(destination, abortSignal, (token) =>
      closeUpload(destination, token, target, digest, abortSignal),
    );
  };

  try {
    for (;;) {
      const before = held;
      try {
        return await registry.call('CompleteLayerUpload', (_client, { abortSignal }) => goOn(abortSignal), {
          repositoryName: name,
          signal,
        });
      } catch (error) {
        signal?.throwIfAborted();
        if (sourceFailure !== undefined) throw sourceFailure;
        const cause = error instanceof EngineError ? error.cause : error;
        if (cause instanceof UploadExpiredError || lostNames.has(readRootCause(error).name)) {
          // The answer to the last request may have been lost after the registry had applied it.
          if (await isThere()) return;
          throw new UploadExpiredError(lost(digest, destination));
        }
        if (!isTemporary(error) || held <= before) throw error;
      }
    }
  } finally {
    reader.close();
  }
}
