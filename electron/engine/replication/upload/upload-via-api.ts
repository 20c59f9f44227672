import { createHash } from 'node:crypto';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { downloadLayer } from '../download/download-layer.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';
import { layerParts, readAhead } from '../../ecr/layer-upload/layer-parts.ts';
import { UploadExpiredError, namedLayer } from './upload-expired-error.ts';
import { completeUpload, initiateUpload } from '../../ecr/layer-upload/layer-upload.ts';
import { giveBack, takeBuffer } from '../../ecr/layer-upload/spare-buffers.ts';
import { reportProgress } from './report-progress.ts';
import { corruptLayer } from './corrupt-layer.ts';
import type { UploadContext } from './upload-context.ts';
import type { UnfinishedApiUpload } from './upload-journal.ts';
import { uploadPart } from '../../ecr/layer-upload/upload-part.ts';

/** How often a layer begins again from its first byte, because ECR lost the upload or bytes arrived wrong. */
const maxStarts = 3;

/** Too small to slow others. In bytes. */
const small = 1024 * 1024;

/** What ECR holds already of an upload that goes on. */
type Continued = Pick<UnfinishedApiUpload, 'uploadId' | 'partSize' | 'confirmed'>;

async function uploadOnce(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  { retryPolicy, signal, emit, journal, budget, user }: UploadContext,
  continued: Continued | undefined,
): Promise<void> {
  const { digest } = blob;
  const begin = continued?.confirmed ?? 0;
  const upload = continued ? { destination, ...continued } : await initiateUpload(destination, blob, signal);
  if (continued) emit({ kind: 'layer-continued', digest, bytes: begin });
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of downloadLayer(source, blob, retryPolicy, {
      firstByte: begin,
      signal,
      slowConnections: budget.slowConnections,
    })) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const told = reportProgress(hashed(), (received) =>
    emit({ kind: 'layer-bytes', digest, received, sent: 0 }),
  );
  // One part is on its way while the next is put together: two buffers in turn.
  const left = blob.size - begin;
  const partSize = Math.min(upload.partSize, left);
  const buffers = Array.from({ length: left > partSize ? 2 : 1 }, () => takeBuffer(partSize));
  const bufferFor = (number: number): Buffer => buffers[number % buffers.length] ?? Buffer.alloc(partSize);
  try {
    for await (const part of readAhead(layerParts(told, partSize, bufferFor, begin))) {
      const send = (): Promise<void> => uploadPart(upload, part, signal, budget.partBytesMoved);
      await (part.bytes.length < small ? send() : budget.apiParts.run(user, part.bytes.length, send));
      emit({ kind: 'layer-bytes', digest, received: 0, sent: part.bytes.length });
      const confirmed = part.firstByte + part.bytes.length;
      // A layer of one part has nothing to go on from, and the last part is found to be there.
      if (confirmed < blob.size) {
        const repository = repositoryKey(destination);
        const { uploadId, partSize: wholePart } = upload;
        await journal.write({
          uploadMethod: 'api',
          repository,
          digest,
          uploadId,
          partSize: wholePart,
          confirmed,
          at: Date.now(),
        });
      }
    }
  } finally {
    buffers.forEach(giveBack);
  }
  // Bytes of an earlier run were not seen here: ECR's own hash stands for them.
  if (begin === 0 && `sha256:${hash.digest('hex')}` !== digest)
    throw new UploadExpiredError(corruptLayer(digest));
  await completeUpload(upload, digest, signal);
  if (blob.size > upload.partSize) await journal.forget(repositoryKey(destination), digest);
}

/** Where an upload can go on that stands elsewhere than was noted; undefined when it has to begin anew. */
function elsewhere(
  continued: Continued,
  size: number,
  { heldBytes = 0 }: UploadExpiredError,
): Continued | undefined {
  const isBoundary = heldBytes > 0 && heldBytes < size && heldBytes % continued.partSize === 0;
  return isBoundary && heldBytes !== continued.confirmed ? { ...continued, confirmed: heldBytes } : undefined;
}

/**
 * Copies one blob through ECR's API, streamed and hashed on the way: GetDownloadUrlForLayer, InitiateLayerUpload, consecutive
 * UploadLayerPart, CompleteLayerUpload. An upload that an earlier run left goes on with its next part where ECR still
 * knows it. Wrong bytes are never completed.
 *
 * @param begun what an earlier run left.
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadViaApi(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  begun: UnfinishedApiUpload | undefined,
  context: UploadContext,
): Promise<void> {
  const { digest, size } = blob;
  const { emit, journal } = context;
  const repository = repositoryKey(destination);
  let continued: Continued | undefined = begun && begun.confirmed < size ? begun : undefined;
  let corrections = 0;
  for (let start = 1; ;) {
    emit({ kind: 'layer', digest, state: 'copying' });
    try {
      return await uploadOnce(source, destination, blob, context, continued);
    } catch (error) {
      if (!(error instanceof UploadExpiredError)) throw error;
      await journal.forget(repository, digest);
      if (continued) {
        continued = corrections === 0 ? elsewhere(continued, size, error) : undefined;
        corrections += 1;
      } else {
        if (start >= maxStarts) throw namedLayer(error.cause, digest);
        start += 1;
      }
      emit({ kind: 'layer-restart', digest });
    }
  }
}
