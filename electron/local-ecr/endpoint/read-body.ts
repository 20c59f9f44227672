import type { IncomingMessage } from 'node:http';
import { EcrError } from '../registry/ecr-error.ts';
import type { ShapedNetwork } from '../network/shaped-network.ts';

/** A part of 20 MiB is 28 MB as base64; the rest is for the other JSON members. */
const largestBody = 30_000_000;

/**
 * Reads a request's whole body at the speed of the network.
 *
 * @param breakAfter stops after this many bytes, or at the end of a shorter body
 * @returns undefined when the read was stopped, or the client disconnected
 * @throws EcrError RequestEntityTooLargeException
 */
export async function readBody(
  request: IncomingMessage,
  network: ShapedNetwork,
  breakAfter: number | undefined,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of network.pass('up', request.socket, request)) {
      size += chunk.length;
      if (breakAfter !== undefined && size >= breakAfter) return undefined;
      // A body that is too large is read to the end, because a client reads the response only after it has sent everything.
      if (size <= largestBody) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  if (breakAfter !== undefined) return undefined;
  if (size > largestBody) {
    throw new EcrError('RequestEntityTooLargeException', 'The request body is too large.', { status: 413 });
  }
  return Buffer.concat(chunks, size);
}
