import { createHash } from 'node:crypto';
import { CompleteLayerUploadCommand, InitiateLayerUploadCommand } from '@aws-sdk/client-ecr';
import type { BlobDescriptor } from '../../ecr/manifest.ts';
import { causeOf } from '../../errors/cause-of.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { RetryPolicy } from '../../retry/retry.ts';
import { downloadLayer } from '../download/download-layer.ts';
import { availableLayers } from '../layer-availability.ts';
import type { EventSink } from '../replication-event.ts';
import type { RepositoryHandle } from '../repository-handle.ts';
import { layerParts, readAhead } from './layer-parts.ts';
import { partSizeFor } from './part-size.ts';
import { giveBack, takeBuffer } from './spare-buffers.ts';
import { toldBytes } from './told-bytes.ts';
import type { LayerUpload } from './upload-part.ts';
import { LostUpload, uploadPart } from './upload-part.ts';

export interface UploadContext {
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  readonly emit: EventSink;
}

/** How often a layer begins again from its first byte, because ECR lost the upload or bytes arrived wrong. */
const mostStarts = 3;

async function initiateUpload(
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  signal?: AbortSignal,
): Promise<LayerUpload> {
  const { registry, name } = destination;
  const input = { registryId: registry.registryId, repositoryName: name };
  const { uploadId = '', partSize = 0 } = await registry.call(
    'InitiateLayerUpload',
    (ecr, options) => ecr.send(new InitiateLayerUploadCommand(input), options),
    { repositoryName: name, signal },
  );
  return { destination, uploadId, partSize: partSizeFor(blob.size, partSize) };
}

/**
 * Closes the upload; ECR hashes what it received. A lost answer shows as an upload that is gone: then the layer is
 * either there, or the upload has to begin again.
 */
async function completeUpload(
  { destination, uploadId }: LayerUpload,
  digest: string,
  signal?: AbortSignal,
): Promise<void> {
  const { registry, name } = destination;
  const input = { registryId: registry.registryId, repositoryName: name, uploadId, layerDigests: [digest] };
  try {
    await registry.call(
      'CompleteLayerUpload',
      (ecr, options) => ecr.send(new CompleteLayerUploadCommand(input), options),
      { repositoryName: name, signal },
    );
  } catch (error) {
    const { name: cause } = causeOf(error);
    if (cause === 'LayerAlreadyExistsException') return;
    if (cause !== 'UploadNotFoundException' && cause !== 'InvalidLayerException') throw error;
    const available = await availableLayers(destination, [digest], signal);
    if (!available.has(digest)) throw new LostUpload(error);
  }
}

const corrupt = (digest: string): EngineError =>
  new EngineError({
    code: 'digest-mismatch',
    message: `The source sent other bytes for layer ${digest} than its digest names. The layer was not copied.`,
    side: 'source',
    retryable: false,
    action: 'retry',
  });

const empty = (digest: string): EngineError =>
  new EngineError({
    code: 'upload-rejected',
    message: `Layer ${digest} is empty, and ECR does not store empty layers. The image cannot be copied.`,
    side: 'destination',
    retryable: false,
  });

async function uploadOnce(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  { retryPolicy, signal, emit }: UploadContext,
): Promise<void> {
  const upload = await initiateUpload(destination, blob, signal);
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of downloadLayer(source, blob, retryPolicy, signal)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const told = toldBytes(hashed(), (received) =>
    emit({ kind: 'layer-bytes', digest: blob.digest, received, sent: 0 }),
  );
  // One part is on its way while the next is put together: two buffers in turn.
  const partSize = Math.min(upload.partSize, blob.size);
  const buffers = Array.from({ length: blob.size > partSize ? 2 : 1 }, () => takeBuffer(partSize));
  const bufferFor = (number: number): Buffer => buffers[number % buffers.length] ?? Buffer.alloc(partSize);
  try {
    for await (const part of readAhead(layerParts(told, partSize, bufferFor))) {
      await uploadPart(upload, part, signal);
      emit({ kind: 'layer-bytes', digest: blob.digest, received: 0, sent: part.bytes.length });
    }
  } finally {
    buffers.forEach(giveBack);
  }
  if (`sha256:${hash.digest('hex')}` !== blob.digest) throw new LostUpload(corrupt(blob.digest));
  await completeUpload(upload, blob.digest, signal);
}

/**
 * Copies one blob, streamed and hashed on the way: GetDownloadUrlForLayer, InitiateLayerUpload, consecutive
 * UploadLayerPart, CompleteLayerUpload. Wrong bytes are never completed.
 *
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadLayer(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  context: UploadContext,
): Promise<void> {
  if (blob.size === 0) throw empty(blob.digest);
  for (let start = 1; ; start += 1) {
    context.emit({ kind: 'layer', digest: blob.digest, state: 'copying' });
    try {
      return await uploadOnce(source, destination, blob, context);
    } catch (error) {
      if (!(error instanceof LostUpload)) throw error;
      if (start >= mostStarts) throw error.cause;
      context.emit({ kind: 'layer-restart', digest: blob.digest });
    }
  }
}
