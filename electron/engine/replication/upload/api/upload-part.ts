import { InvalidLayerPartException, UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { causeOf } from '../../../errors/cause-of.ts';
import { EngineError } from '../../../errors/engine-error.ts';
import type { LayerPart } from './layer-parts.ts';
import type { LayerUpload } from './layer-upload.ts';
import { LostUpload } from '../lost-upload.ts';
import { setBody, withPartBody } from './part-body.ts';

async function send(
  { destination, uploadId }: LayerUpload,
  { firstByte, bytes }: LayerPart,
  signal?: AbortSignal,
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
          options,
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
 * @throws LostUpload when ECR holds something else than what was sent so far, or knows the upload no more.
 */
export async function uploadPart(upload: LayerUpload, part: LayerPart, signal?: AbortSignal): Promise<void> {
  const lastByte = part.firstByte + part.bytes.length - 1;
  try {
    await send(upload, part, signal);
  } catch (error) {
    const held = lastByteHeld(error);
    if (held === lastByte) return;
    if (held !== undefined && held >= part.firstByte && held < lastByte) {
      const rest = { firstByte: held + 1, bytes: part.bytes.subarray(held + 1 - part.firstByte) };
      return uploadPart(upload, rest, signal);
    }
    const { name } = causeOf(error);
    if (name === 'InvalidLayerPartException' || name === 'UploadNotFoundException')
      throw new LostUpload(error, held === undefined ? undefined : held + 1);
    throw error;
  }
}
