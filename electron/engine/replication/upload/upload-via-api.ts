import type { RepairPolicy } from '../../async/repair.ts';
import { withRepair } from '../../async/repair.ts';
import { acquireBuffer, releaseBuffer } from '../../ecr/layer-upload/buffer-pool.ts';
import { readAhead, splitIntoParts } from '../../ecr/layer-upload/layer-parts.ts';
import {
  completeLayerUpload,
  initiateLayerUpload,
  partBufferSize,
  uploadLayerPart,
} from '../../ecr/layer-upload/layer-upload.ts';
import { UploadExpiredError } from '../../ecr/layer-upload/upload-expired-error.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { createLayerReader } from '../download/layer-reader.ts';
import type { UploadContext } from './upload-context.ts';
import type { UnfinishedApiUpload } from '../../../../shared/models/unfinished-upload.ts';

/** New uploads of a layer after the first, when ECR no longer has the upload or the bytes were wrong. */
const newUploadPolicy: RepairPolicy = { maxRepairs: 2 };

/** An upload of an earlier run, of which ECR has the first `confirmed` bytes. */
type ResumedUpload = Pick<UnfinishedApiUpload, 'uploadId' | 'partSize' | 'confirmed'>;

/** Uploads a layer in one upload. @throws UploadExpiredError when another upload is needed. */
async function uploadOnce(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  { retryPolicy, signal, emit, journal, scheduler, slotOwner }: UploadContext,
  resumed: ResumedUpload | undefined,
): Promise<void> {
  const { digest, size } = blob;
  const repository = repositoryKey(destination);
  const firstByte = resumed?.confirmed ?? 0;
  const upload = resumed ? { destination, ...resumed } : await initiateLayerUpload(destination, blob, signal);
  if (resumed) emit({ kind: 'layer-continued', digest, bytes: firstByte });
  const reader = createLayerReader(source, blob, {
    retryPolicy,
    signal,
    slowConnections: scheduler.slowConnections,
    connections: scheduler.connections,
    onRead: (received) => emit({ kind: 'layer-bytes', digest, received, sent: 0 }),
  });
  // One part is sent while the next one is read: two buffers in turn.
  const remaining = size - firstByte;
  const partSize = Math.min(upload.partSize, remaining);
  const bufferSize = partBufferSize(upload, partSize);
  const buffers = Array.from({ length: remaining > partSize ? 2 : 1 }, () => acquireBuffer(bufferSize));
  const bufferFor = (number: number): Buffer => buffers[number % buffers.length] ?? Buffer.alloc(bufferSize);
  try {
    const parts = splitIntoParts(reader.read(firstByte, size), partSize, bufferFor, firstByte);
    for await (const part of readAhead(parts)) {
      const { length } = part.body;
      await scheduler.runApiPart(slotOwner, { size: length }, () =>
        uploadLayerPart(upload, part, signal, (bytes) => scheduler.countPartBytes(bytes)),
      );
      emit({ kind: 'layer-bytes', digest, received: 0, sent: length });
      const confirmed = part.firstByte + length;
      // After the last part the layer itself shows how far the upload got.
      if (confirmed < size) {
        const { uploadId, partSize: wholePart } = upload;
        const progress = { uploadId, partSize: wholePart, confirmed, at: Date.now() };
        await journal.write({ uploadMethod: 'api', repository, digest, ...progress });
      }
    }
  } finally {
    reader.close();
    buffers.forEach(releaseBuffer);
  }
  await completeLayerUpload(upload, digest, signal);
  if (size > upload.partSize) await journal.remove(repository, digest);
}

/** The resumed upload at the position that ECR stated, when that is a boundary of parts and differs from the journal. */
function correctPosition(
  resumed: ResumedUpload,
  size: number,
  { receivedBytes = 0 }: UploadExpiredError,
): ResumedUpload | undefined {
  const isBoundary = receivedBytes > 0 && receivedBytes < size && receivedBytes % resumed.partSize === 0;
  return isBoundary && receivedBytes !== resumed.confirmed
    ? { ...resumed, confirmed: receivedBytes }
    : undefined;
}

const withLayer = (error: unknown, digest: string): unknown =>
  error instanceof EngineError && !error.data.message.includes(digest)
    ? new EngineError({ ...error.data, message: `Layer ${digest}: ${error.data.message}` }, error.cause)
    : error;

/**
 * Uploads one layer by the ECR API while it is downloaded: InitiateLayerUpload, consecutive UploadLayerPart,
 * CompleteLayerUpload. A layer with wrong bytes is never completed.
 *
 * Retry: every call has the policy of its connection, and `uploadLayerPart` and `completeLayerUpload` recognize a repeated
 * call. An expired upload is replaced by a new one (`newUploadPolicy`); an upload of an earlier run is corrected once to
 * the position that ECR states.
 *
 * @param unfinished an upload that an earlier run left.
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadViaApi(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  unfinished: UnfinishedApiUpload | undefined,
  context: UploadContext,
): Promise<void> {
  const { digest, size } = blob;
  const { emit, journal, signal } = context;
  let resumed: ResumedUpload | undefined = unfinished && unfinished.confirmed < size ? unfinished : undefined;
  let isCorrected = false;
  await withRepair<void>(
    newUploadPolicy,
    signal,
    async () => {
      emit({ kind: 'layer', digest, state: 'copying' });
      await uploadOnce(source, destination, blob, context, resumed);
    },
    async (error) => {
      if (!(error instanceof UploadExpiredError)) return { kind: 'final', error };
      await journal.remove(repositoryKey(destination), digest);
      return {
        kind: 'repairable',
        isCounted: resumed === undefined,
        errorWhenSpent: withLayer(error.cause, digest),
        repair() {
          resumed = resumed && !isCorrected ? correctPosition(resumed, size, error) : undefined;
          isCorrected = true;
          emit({ kind: 'layer-restart', digest });
        },
      };
    },
  );
}
