import { InvalidLayerPartException, UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import type { SendOptions } from '../../aws/clients/registry-connection.ts';
import { readRootCause } from '../../errors/root-cause.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { LayerPart } from './layer-parts.ts';
import type { LayerUpload } from './layer-upload.ts';
import { UploadExpiredError } from '../../replication/upload/upload-expired-error.ts';
import { setBody, withPartBody } from './part-body.ts';

/** The same options, by which somebody else hears of the bytes too. */
const heardBy = (options: SendOptions, moved: (bytes: number) => void): SendOptions => ({
  ...options,
  onProgress(bytes) {
    options.onProgress?.(bytes);
    moved(bytes);
  },
});

async function send(
  { destination, uploadId }: LayerUpload,
  { firstByte, bytes }: LayerPart,
  signal: AbortSignal | undefined,
  moved: (bytes: number) => void,
): Promise<void> {
  const { registry, name } = destination;
  const input = {
    registryId: registry.registryId,
    repositoryName: name,
    uploadId,
    partFirstByte: firstByte,
    partLastByte: firstByte + bytes.length - 1,
  };
  const placeholder = new Uint8Array(0);
  await withPartBody(input, bytes, (body) =>
    registry.call(
      'UploadLayerPart',
      (ecr, options) =>
        ecr.send(
          setBody(new UploadLayerPartCommand({ ...input, layerPartBlob: placeholder }), body),
          heardBy(options, moved),
        ),
      { repositoryName: name, signal },
    ),
  );
}

/** The last byte that ECR holds, when it refused a part for not following it. */
const lastByteHeld = (error: unknown): number | undefined => {
  const cause = error instanceof EngineError ? error.cause : error;
  return cause instanceof InvalidLayerPartException ? cause.lastValidByteReceived : undefined;
};

/**
 * Uploads one part. When an answer was lost, the part that is sent again is refused although ECR holds it: it says
 * up to which byte, so the part is done, or goes on from there.
 *
 * @param moved called with the bytes of the request as ECR takes them.
 * @throws UploadExpiredError when ECR holds something else than what was sent so far, or knows the upload no more.
 */
export async function uploadPart(
  upload: LayerUpload,
  part: LayerPart,
  signal?: AbortSignal,
  moved: (bytes: number) => void = () => undefined,
): Promise<void> {
  const lastByte = part.firstByte + part.bytes.length - 1;
  try {
    await send(upload, part, signal, moved);
  } catch (error) {
    const held = lastByteHeld(error);
    if (held === lastByte) return;
    if (held !== undefined && held >= part.firstByte && held < lastByte) {
      const rest = { firstByte: held + 1, bytes: part.bytes.subarray(held + 1 - part.firstByte) };
      return uploadPart(upload, rest, signal, moved);
    }
    const { name } = readRootCause(error);
    if (name === 'InvalidLayerPartException' || name === 'UploadNotFoundException')
      throw new UploadExpiredError(error, held === undefined ? undefined : held + 1);
    throw error;
  }
}
