import { withRepair } from '../../async/repair.ts';
import { isTemporary } from '../../async/retry.ts';
import { UploadExpiredError } from '../../ecr/layer-upload/upload-expired-error.ts';
import { findAvailableLayers } from '../../ecr/layer-availability.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { readRootCause } from '../../errors/root-cause.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import {
  expectedFirstByte,
  getReceivedBytes,
  patchBlobChunk,
  putBlob,
} from '../../oci-registry/blob-upload.ts';
import { withRegistryToken } from '../../oci-registry/registry-request.ts';
import type { RequestBody } from '../../oci-registry/send-request.ts';
import type { LayerReader } from '../download/layer-reader.ts';
import type { UploadContext } from './upload-context.ts';

/** How often the registry may correct the first byte of a chunk before that counts as no progress. */
const maxCorrections = 3;

/** Errors after which the upload cannot be continued: it no longer exists, or has other bytes than were sent. */
const expiredUploadErrors: ReadonlySet<string> = new Set([
  'InvalidLayerException',
  'InvalidLayerPartException',
  'LayerPartTooSmallException',
  'UploadNotFoundException',
]);

/** Wraps an error of the source, so that it is not retried as a failure of the registry. */
class SourceError extends Error {
  override readonly name = 'SourceError';
}

const uploadLostError = (digest: string, { name }: RepositoryHandle): EngineError =>
  new EngineError({
    code: 'upload-rejected',
    message: `The registry discarded the upload of layer ${digest} to repository ${name} several times. Try again.`,
    side: 'destination',
    retryable: false,
    action: 'retry',
  });

/** An upload to which the bytes of a layer are sent. */
export interface BlobUpload {
  readonly target: string;
  /** Bytes that an earlier run saw confirmed. */
  readonly confirmed: number;
  /** Whether an earlier run started it and may have sent more than the confirmed bytes. */
  readonly isResumed: boolean;
  readonly reader: LayerReader;
  /** Records where to continue, and how many bytes the registry has confirmed. */
  readonly recordProgress: (target: string, confirmed: number) => Promise<void>;
}

/**
 * Sends the bytes of a blob to an upload and completes it: a small blob in one request, a large one in chunks.
 *
 * Retry: the policy of the destination's connection, with all attempts again after every confirmed chunk. It is safe to
 * repeat: after a broken connection it continues at the last confirmed chunk, or later when the registry says so; when
 * that position is wrong, the registry's refusal states the right one. A blob that is available is done.
 *
 * @throws UploadExpiredError when a new upload is needed; EngineError that names the side.
 */
export async function sendBlob(
  destination: RepositoryHandle,
  { digest, size }: BlobDescriptor,
  { target: firstTarget, confirmed: confirmedBefore, isResumed, reader, recordProgress }: BlobUpload,
  { signal, emit, uploadMethods, registrySizes: { chunk: chunkSize, minPart, minSent } }: UploadContext,
): Promise<void> {
  const { registry, name } = destination;
  let target = firstTarget;
  let confirmed = confirmedBefore;
  /** Whether the registry may have more than the confirmed bytes. */
  let isPositionUnsure = isResumed;
  let canSendWhole = !isResumed && size <= 2 * chunkSize;
  let sourceError: unknown;
  /** Bytes of this attempt, and the attempts in succession whose bytes the registry did not keep. */
  let sent = 0;
  let lostRequests = 0;

  const createBody = (firstByte: number, end: number): RequestBody => ({
    length: end - firstByte,
    chunks: (async function* () {
      try {
        for await (const chunk of reader.read(firstByte, end)) {
          sent += chunk.length;
          yield chunk;
        }
      } catch (error) {
        sourceError = error;
        throw new SourceError('The source failed', { cause: error });
      }
    })(),
  });

  const recordAccepted = (): void => {
    lostRequests = 0;
    uploadMethods.registryProgressed(destination);
  };

  /** Continues at a byte. @throws UploadExpiredError when the registry would have a part that is too small. */
  const continueAt = (position: number): void => {
    const gained = position - confirmed;
    const isPartTooSmall = gained > 0 && gained < minPart && position !== size;
    if (position > size || isPartTooSmall) throw new UploadExpiredError(uploadLostError(digest, destination));
    emit({ kind: 'layer-restart', digest });
    if (position > 0) emit({ kind: 'layer-continued', digest, bytes: position });
    if (gained > 0) recordAccepted();
    confirmed = position;
  };

  const isAvailable = async (): Promise<boolean> =>
    (await findAvailableLayers(destination, [digest], signal)).has(digest);

  /** Continues at the position that the registry states. @returns whether the whole blob is available instead. */
  const findPosition = async (attemptSignal: AbortSignal | undefined): Promise<boolean> => {
    const received = await withRegistryToken(destination, attemptSignal, (token) =>
      getReceivedBytes(destination, token, target, attemptSignal),
    );
    if (received === undefined && (await isAvailable())) return true;
    continueAt(Math.max(confirmed, received ?? 0));
    return false;
  };

  /** Sends the next chunk, from another first byte when the registry expects that. @returns the confirmed bytes. */
  const sendChunk = (attemptSignal: AbortSignal | undefined): Promise<number> =>
    withRepair<number>(
      { maxRepairs: maxCorrections },
      attemptSignal,
      async () => {
        if (confirmed === size) return confirmed;
        const firstByte = confirmed;
        const end = size - firstByte <= 2 * chunkSize ? size : firstByte + chunkSize;
        target = await withRegistryToken(destination, attemptSignal, (token) =>
          patchBlobChunk(destination, token, target, firstByte, createBody(firstByte, end), attemptSignal),
        );
        confirmed = end;
        recordAccepted();
        return confirmed;
      },
      (error) => {
        const expected = expectedFirstByte(error);
        return expected === undefined || expected === confirmed
          ? { kind: 'final', error }
          : { kind: 'repairable', repair: () => continueAt(expected), errorWhenSpent: error };
      },
    );

  /** Completes the upload. @param createWhole creates the body again for a second attempt with a new token. */
  const complete = (
    attemptSignal: AbortSignal | undefined,
    createWhole: () => RequestBody | undefined = () => undefined,
  ): Promise<void> =>
    withRegistryToken(destination, attemptSignal, (token) =>
      putBlob(destination, token, target, digest, createWhole(), attemptSignal),
    );

  const sendRemaining = async (attemptSignal: AbortSignal | undefined): Promise<void> => {
    if (isPositionUnsure && (await findPosition(attemptSignal))) return;
    isPositionUnsure = true;
    if (canSendWhole) {
      canSendWhole = false;
      return complete(attemptSignal, () => createBody(0, size));
    }
    let position = confirmed;
    while (position < size) {
      position = await sendChunk(attemptSignal);
      if (position < size) await recordProgress(target, position);
    }
    return complete(attemptSignal);
  };

  const attempt = async (attemptSignal: AbortSignal | undefined): Promise<void> => {
    sent = 0;
    try {
      await sendRemaining(attemptSignal);
    } catch (error) {
      if (sent >= minSent) lostRequests += 1;
      throw uploadMethods.judgeFailure(destination, error, lostRequests);
    }
  };

  let confirmedAtStart = confirmed;
  await withRepair<void>(
    { maxRepairs: 0 },
    signal,
    () => {
      confirmedAtStart = confirmed;
      return registry.call('CompleteLayerUpload', (_client, { abortSignal }) => attempt(abortSignal), {
        repositoryName: name,
        signal,
      });
    },
    async (error) => {
      signal?.throwIfAborted();
      if (sourceError !== undefined) return { kind: 'final', error: sourceError };
      const cause = error instanceof EngineError ? error.cause : error;
      if (cause instanceof UploadExpiredError || expiredUploadErrors.has(readRootCause(error).name)) {
        // The response to the last request may have been lost after the registry completed the upload.
        return (await isAvailable())
          ? { kind: 'already-applied', result: undefined }
          : { kind: 'final', error: new UploadExpiredError(uploadLostError(digest, destination)) };
      }
      const hasProgressed = confirmed > confirmedAtStart;
      return isTemporary(error) && hasProgressed
        ? { kind: 'repairable', isCounted: false, repair: () => undefined, errorWhenSpent: error }
        : { kind: 'final', error };
    },
  );
}
