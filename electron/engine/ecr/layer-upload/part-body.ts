import type { UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { createBase64Writer } from './base64.ts';

/** The fields of an UploadLayerPart beside its bytes. */
export interface PartFields {
  readonly registryId: string | undefined;
  readonly repositoryName: string;
  readonly uploadId: string;
  readonly partFirstByte: number;
  readonly partLastByte: number;
}

/**
 * The JSON body of one UploadLayerPart, written while its bytes arrive: as base64 in one buffer, without a second buffer
 * for the bytes. The SDK creates several strings and buffers of 13 MB for each part, faster than the memory is freed.
 */
export interface PartBody {
  /** The number of bytes of the layer in it. */
  readonly length: number;
  append(bytes: Buffer): void;
  /** The body with these fields; nothing can be appended afterwards. It can be asked for again, with the same fields. */
  finish(fields: PartFields): Buffer;
  /** Decodes its bytes again, without the first ones. Call it after `finish`. */
  decode(firstByte: number): Buffer;
}

/** Its length is even, as `createBase64Writer` needs it. */
const opening = '{"layerPartBlob":"';
const closing = (fields: PartFields): string => `",${JSON.stringify(fields).slice(1)}`;

/** The size of a buffer that is sufficient for the body of every part of an upload. In bytes. */
export const partBodySize = (
  fields: Omit<PartFields, 'partFirstByte' | 'partLastByte'>,
  partSize: number,
): number => {
  const longest = {
    ...fields,
    partFirstByte: Number.MAX_SAFE_INTEGER,
    partLastByte: Number.MAX_SAFE_INTEGER,
  };
  return opening.length + 4 * Math.ceil(partSize / 3) + Buffer.byteLength(closing(longest));
};

/** @param buffer of at least `partBodySize`; nothing else may use it as long as the body is used. */
export function createPartBody(buffer: Buffer): PartBody {
  const start = buffer.write(opening, 'latin1');
  const base64 = createBase64Writer(buffer, start);
  let length = 0;
  let end = start;
  return {
    get length() {
      return length;
    },
    append(bytes) {
      base64.append(bytes);
      length += bytes.length;
    },
    finish(fields) {
      end = base64.end();
      return buffer.subarray(0, end + buffer.write(closing(fields), end));
    },
    decode: (firstByte) => Buffer.from(buffer.toString('latin1', start, end), 'base64').subarray(firstByte),
  };
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
