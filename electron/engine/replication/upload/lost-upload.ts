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
