/** The upload cannot be continued: the layer needs a new upload. Its cause is the error that a user sees. */
export class UploadExpiredError extends Error {
  override readonly name = 'UploadExpiredError';
  /** Bytes of the layer that ECR has, when its response says so. */
  readonly receivedBytes: number | undefined;

  constructor(cause: unknown, receivedBytes?: number) {
    super('The layer needs a new upload', { cause });
    this.receivedBytes = receivedBytes;
  }
}
