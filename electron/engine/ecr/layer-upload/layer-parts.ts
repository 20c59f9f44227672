/** Consecutive bytes of a layer for one UploadLayerPart. */
export interface LayerPart {
  readonly firstByte: number;
  readonly bytes: Buffer;
}

/**
 * Splits a stream into parts of exactly `partSize` bytes; the last part may be smaller.
 *
 * @param bufferFor gives the buffer for the part with this number, of at least `partSize` bytes.
 * @param firstByte position of the stream's first byte in the layer.
 */
export async function* splitIntoParts(
  chunks: AsyncIterable<Buffer>,
  partSize: number,
  bufferFor: (number: number) => Buffer = () => Buffer.allocUnsafe(partSize),
  firstByte = 0,
): AsyncGenerator<LayerPart, void, undefined> {
  let number = 0;
  let partStart = firstByte;
  let part: Buffer | undefined;
  let filled = 0;
  for await (const chunk of chunks) {
    for (let copied = 0; copied < chunk.length;) {
      part ??= bufferFor(number);
      const count = chunk.copy(part, filled, copied, Math.min(chunk.length, copied + partSize - filled));
      copied += count;
      filled += count;
      if (filled < partSize) continue;
      yield { firstByte: partStart, bytes: part.subarray(0, partSize) };
      number += 1;
      partStart += partSize;
      part = undefined;
      filled = 0;
    }
  }
  if (part) yield { firstByte: partStart, bytes: part.subarray(0, filled) };
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
