import type { Readable } from 'node:stream';
import { oversizedResponseName } from '../../errors/aws-error.ts';

/** A response that is larger than any response of the service. Contains nothing of it. */
export class OversizedResponseError extends Error {
  override readonly name = oversizedResponseName;
  /** The SDK adds a hint to the message of an error without this member. */
  readonly $metadata = {};

  constructor(maxBytes: number) {
    super(`The response has more than ${maxBytes} bytes.`);
  }
}

/**
 * Collects the body of a response. A body that exceeds the limit is discarded and its connection closed, because it may
 * never end.
 *
 * @throws OversizedResponseError; what Node throws for a network failure.
 */
export const collectBody = (body: Readable, maxBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    body
      .on('data', (chunk: Uint8Array) => {
        length += chunk.length;
        if (length <= maxBytes) {
          chunks.push(chunk);
          return;
        }
        chunks.length = 0;
        body.destroy();
        reject(new OversizedResponseError(maxBytes));
      })
      .once('end', () => resolve(Buffer.concat(chunks)))
      .once('error', reject);
  });
