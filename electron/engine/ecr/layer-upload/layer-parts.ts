/** One consecutive piece of a layer. */
export interface LayerPart {
  readonly firstByte: number;
  readonly bytes: Buffer;
}

/**
 * Cuts a stream into parts of exactly `partSize` bytes; the last one may be smaller.
 *
 * @param bufferFor where the part with this number is put together, of at least `partSize` bytes.
 * @param begin the first byte of the stream, counted in the layer.
 */
export async function* layerParts(
  chunks: AsyncIterable<Buffer>,
  partSize: number,
  bufferFor: (number: number) => Buffer = () => Buffer.allocUnsafe(partSize),
  begin = 0,
): AsyncGenerator<LayerPart, void, undefined> {
  let number = 0;
  let firstByte = begin;
  let held: Buffer | undefined;
  let heldBytes = 0;
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      held ??= bufferFor(number);
      const copied = chunk.copy(held, heldBytes, taken, Math.min(chunk.length, taken + partSize - heldBytes));
      taken += copied;
      heldBytes += copied;
      if (heldBytes < partSize) continue;
      yield { firstByte, bytes: held.subarray(0, partSize) };
      number += 1;
      firstByte += partSize;
      held = undefined;
      heldBytes = 0;
    }
  }
  if (held) yield { firstByte, bytes: held.subarray(0, heldBytes) };
}

/** Fetches the next item while the last one is being worked on: exactly one ahead. */
export async function* readAhead<T>(
  items: AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  let next = items.next();
  try {
    for (let item = await next; !item.done; item = await next) {
      next = items.next();
      // A failure waits for its turn below; until then it is not unhandled.
      next.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await items.return();
  }
}
