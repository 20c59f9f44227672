import type { PartBody } from './part-body.ts';
import { createPartBody } from './part-body.ts';

/** Consecutive bytes of a layer for one UploadLayerPart. */
export interface LayerPart {
  readonly firstByte: number;
  readonly body: PartBody;
}

/**
 * Splits a stream into parts of exactly `partSize` bytes; the last part may be smaller.
 *
 * @param bufferFor gives the buffer for the part with this number, of at least `partBodySize`.
 * @param firstByte position of the stream's first byte in the layer.
 */
export async function* splitIntoParts(
  chunks: AsyncIterable<Buffer>,
  partSize: number,
  bufferFor: (number: number) => Buffer,
  firstByte = 0,
): AsyncGenerator<LayerPart, void, undefined> {
  let number = 0;
  let partStart = firstByte;
  let body: PartBody | undefined;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length;) {
      body ??= createPartBody(bufferFor(number));
      const end = Math.min(chunk.length, start + partSize - body.length);
      body.append(chunk.subarray(start, end));
      start = end;
      if (body.length < partSize) continue;
      yield { firstByte: partStart, body };
      number += 1;
      partStart += partSize;
      body = undefined;
    }
  }
  if (body) yield { firstByte: partStart, body };
}

/** Requests the next item while the present one is processed: exactly one ahead. */
export async function* readAhead<T>(
  items: AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  let next = items.next();
  try {
    for (let item = await next; !item.done; item = await next) {
      next = items.next();
      // The failure is thrown when the loop awaits it; until then it must not count as unhandled.
      next.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await items.return();
  }
}
