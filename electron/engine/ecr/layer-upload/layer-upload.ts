import {
  CompleteLayerUploadCommand,
  InitiateLayerUploadCommand,
  InvalidLayerPartException,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import type { SendOptions } from '../../aws/clients/registry-connection.ts';
import { readRootCause } from '../../errors/root-cause.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { findAvailableLayers } from '../layer-availability.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import type { LayerPart } from './layer-parts.ts';
import { createPartBody, partBodySize, setBody } from './part-body.ts';
import { UploadExpiredError } from './upload-expired-error.ts';

/** An upload that InitiateLayerUpload started in a repository. */
export interface LayerUpload {
  readonly destination: RepositoryHandle;
  readonly uploadId: string;
  /** Bytes. */
  readonly partSize: number;
}

/** Parts of one layer (Amazon ECR user guide, "Service quotas"). */
const maxParts = 4_200;
/** Bytes of one part (Amazon ECR API reference, UploadLayerPart, `layerPartBlob`). */
const maxPartSize = 20 * 1024 * 1024;

/** The part size that ECR proposes, or a larger one for a layer that needs too many parts otherwise. In bytes. */
export const partSizeFor = (layerSize: number, proposed: number): number =>
  Math.min(maxPartSize, Math.max(proposed, Math.ceil(layerSize / maxParts)));

/** Calls InitiateLayerUpload. @throws EngineError as `RegistryConnection.call` does. */
export async function initiateLayerUpload(
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

/** Adds a second listener for the bytes of a request. */
const withByteListener = (options: SendOptions, onBytesSent: (bytes: number) => void): SendOptions => ({
  ...options,
  onProgress(bytes) {
    options.onProgress?.(bytes);
    onBytesSent(bytes);
  },
});

const uploadFields = ({ destination, uploadId }: LayerUpload) => ({
  registryId: destination.registry.registryId,
  repositoryName: destination.name,
  uploadId,
});

/** The size of a buffer for the body of a part of this upload. In bytes. */
export const partBufferSize = (upload: LayerUpload, partSize: number): number =>
  partBodySize(uploadFields(upload), partSize);

async function sendPart(
  upload: LayerUpload,
  { firstByte, body }: LayerPart,
  signal: AbortSignal | undefined,
  onBytesSent: (bytes: number) => void,
): Promise<void> {
  const { registry, name } = upload.destination;
  const input = {
    ...uploadFields(upload),
    partFirstByte: firstByte,
    partLastByte: firstByte + body.length - 1,
  };
  const placeholder = new Uint8Array(0);
  await registry.call(
    'UploadLayerPart',
    (ecr, options) =>
      ecr.send(
        setBody(new UploadLayerPartCommand({ ...input, layerPartBlob: placeholder }), body.finish(input)),
        withByteListener(options, onBytesSent),
      ),
    { repositoryName: name, signal },
  );
}

/** The last byte that ECR has, from its refusal of a part that does not follow it. */
const lastReceivedByte = (error: unknown): number | undefined => {
  const cause = error instanceof EngineError ? error.cause : error;
  return cause instanceof InvalidLayerPartException ? cause.lastValidByteReceived : undefined;
};

/**
 * Calls UploadLayerPart. It can be repeated: when a response was lost, ECR refuses the repeated part and says up to
 * which byte it has the layer. The part is then done, or only its rest is sent.
 *
 * @param onBytesSent called with the bytes of the request while they are sent.
 * @throws UploadExpiredError when ECR has other bytes than those before this part, or no longer has the upload.
 */
export async function uploadLayerPart(
  upload: LayerUpload,
  part: LayerPart,
  signal?: AbortSignal,
  onBytesSent: (bytes: number) => void = () => undefined,
): Promise<void> {
  const lastByte = part.firstByte + part.body.length - 1;
  try {
    await sendPart(upload, part, signal, onBytesSent);
  } catch (error) {
    const received = lastReceivedByte(error);
    if (received === lastByte) return;
    if (received !== undefined && received >= part.firstByte && received < lastByte) {
      const rest = part.body.decode(received + 1 - part.firstByte);
      const body = createPartBody(Buffer.allocUnsafe(partBufferSize(upload, rest.length)));
      body.append(rest);
      return uploadLayerPart(upload, { firstByte: received + 1, body }, signal, onBytesSent);
    }
    const { name } = readRootCause(error);
    if (name === 'InvalidLayerPartException' || name === 'UploadNotFoundException')
      throw new UploadExpiredError(error, received === undefined ? undefined : received + 1);
    throw error;
  }
}

/**
 * Calls CompleteLayerUpload, with which ECR checks the digest. It can be repeated: when its response was lost, the upload
 * no longer exists, and the layer is available unless the upload expired.
 *
 * @throws UploadExpiredError when the layer is not available afterwards.
 */
export async function completeLayerUpload(
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
    const { name: cause } = readRootCause(error);
    if (cause === 'LayerAlreadyExistsException') return;
    if (cause !== 'UploadNotFoundException' && cause !== 'InvalidLayerException') throw error;
    const available = await findAvailableLayers(destination, [digest], signal);
    if (!available.has(digest)) throw new UploadExpiredError(error);
  }
}
