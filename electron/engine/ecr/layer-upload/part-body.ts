import type { UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { acquireBuffer, releaseBuffer } from './buffer-pool.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const getCode = (sixBits: number): number => alphabet.charCodeAt(sixBits);

/** The two base64 characters for every twelve bits, in the byte order of the memory. */
const characterPairs = new Uint16Array(
  Uint8Array.from({ length: 2 * 4096 }, (_, index) => {
    const twelveBits = index >> 1;
    return getCode(index % 2 === 0 ? twelveBits >> 6 : twelveBits & 63);
  }).buffer,
);

/**
 * Writes bytes as base64 into a buffer. Node's own `write` creates a string first, and hundreds of megabytes of strings
 * per second let the heap grow.
 *
 * @param position even, because characters are written in pairs.
 * @returns the position after the last character.
 */
export function writeBase64(bytes: Buffer, target: Buffer, position: number): number {
  const whole = bytes.length - (bytes.length % 3);
  const pairs = new Uint16Array(target.buffer, target.byteOffset + position, (whole / 3) * 2);
  let pair = 0;
  for (let index = 0; index < whole; index += 3) {
    const bits = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    pairs[pair] = characterPairs[bits >> 12] ?? 0;
    pairs[pair + 1] = characterPairs[bits & 4095] ?? 0;
    pair += 2;
  }
  const end = position + (whole / 3) * 4;
  return end + target.write(bytes.toString('base64', whole), end, 'latin1');
}

/**
 * Writes the JSON body of an UploadLayerPart, with its bytes as base64, into one pooled buffer. The SDK creates several
 * strings and buffers of 13 MB for each part, faster than the memory is freed.
 *
 * @param send must not use the body after it has ended.
 */
export async function withPartBody<T>(
  fields: Readonly<Record<string, string | number | undefined>>,
  bytes: Buffer,
  send: (body: Buffer) => Promise<T>,
): Promise<T> {
  const head = `${JSON.stringify(fields).slice(0, -1)},"layerPartBlob":`;
  // The additional space lets the base64 start at an even position.
  const opening = head + (Buffer.byteLength(head) % 2 === 0 ? ' "' : '"');
  const buffer = acquireBuffer(Buffer.byteLength(opening) + 4 * Math.ceil(bytes.length / 3) + 2);
  try {
    let end = writeBase64(bytes, buffer, buffer.write(opening));
    end += buffer.write('"}', end);
    return await send(buffer.subarray(0, end));
  } finally {
    releaseBuffer(buffer);
  }
}

/** Replaces the body that the SDK created, before the SDK measures and signs the request. */
export function setBody(command: UploadLayerPartCommand, body: Buffer): UploadLayerPartCommand {
  command.middlewareStack.add(
    (next) => (given) => {
      const { request } = given;
      if (typeof request === 'object' && request !== null && 'body' in request) request.body = body;
      return next(given);
    },
    { step: 'build', priority: 'high', name: 'partBody' },
  );
  return command;
}
