import type { UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { writeBase64 } from './base64.ts';
import { giveBack, takeBuffer } from './spare-buffers.ts';

/**
 * Writes the JSON of a part, its bytes as base64, into one buffer that is used again afterwards. The SDK would make
 * several strings and buffers of 13 MB for each part, faster than they are given back to the system.
 */
export async function withPartBody<T>(
  fields: Readonly<Record<string, string | number | undefined>>,
  bytes: Buffer,
  work: (body: Buffer) => Promise<T>,
): Promise<T> {
  const head = `${JSON.stringify(fields).slice(0, -1)},"layerPartBlob":`;
  // A space more or less is the same JSON, and lets the base64 begin at an even position.
  const start = Buffer.byteLength(head) % 2 === 0 ? ' "' : '"';
  const opening = head + start;
  const buffer = takeBuffer(Buffer.byteLength(opening) + 4 * Math.ceil(bytes.length / 3) + 2);
  try {
    let end = writeBase64(bytes, buffer, buffer.write(opening));
    end += buffer.write('"}', end);
    return await work(buffer.subarray(0, end));
  } finally {
    giveBack(buffer);
  }
}

/** Sends this body in place of the one that the SDK made, before it is measured and signed. */
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
