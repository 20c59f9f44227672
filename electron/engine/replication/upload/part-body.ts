import type { UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { giveBack, takeBuffer } from './spare-buffers.ts';

/** Bytes that are encoded at a time: a multiple of 3, so that the pieces of base64 fit together. */
const step = 3 * 16 * 1024;

/**
 * Writes the JSON of a part, its bytes as base64, into one buffer that is used again afterwards. The SDK would make
 * several strings and buffers of 13 MB for each part, faster than they are given back to the system.
 */
export async function withPartBody<T>(
  fields: Readonly<Record<string, string | number | undefined>>,
  bytes: Buffer,
  work: (body: Buffer) => Promise<T>,
): Promise<T> {
  const head = `${JSON.stringify(fields).slice(0, -1)},"layerPartBlob":"`;
  const buffer = takeBuffer(Buffer.byteLength(head) + 4 * Math.ceil(bytes.length / 3) + 2);
  try {
    let end = buffer.write(head);
    for (let begin = 0; begin < bytes.length; begin += step) {
      end += buffer.write(
        bytes.toString('base64', begin, Math.min(begin + step, bytes.length)),
        end,
        'latin1',
      );
    }
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
