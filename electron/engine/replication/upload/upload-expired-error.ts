import { EngineError } from '../../errors/engine-error.ts';

/** The upload cannot go on as it is; the layer has to begin again. Never leaves this folder: its cause does. */
export class LostUpload extends Error {
  override readonly name = 'LostUpload';
  /** Bytes that ECR holds of it, where it said so. */
  readonly heldBytes: number | undefined;

  constructor(cause: unknown, heldBytes?: number) {
    super('The upload has to begin again', { cause });
    this.heldBytes = heldBytes;
  }
}

/** Why a layer could not be uploaded, with the layer named. */
export const namedLayer = (error: unknown, digest: string): unknown =>
  error instanceof EngineError && !error.data.message.includes(digest)
    ? new EngineError({ ...error.data, message: `Layer ${digest}: ${error.data.message}` }, error.cause)
    : error;
