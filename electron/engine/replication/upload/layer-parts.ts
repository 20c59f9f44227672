/** One consecutive piece of a layer. */
export interface LayerPart {
  readonly firstByte: number;
  readonly bytes: Buffer;
}

/** Cuts a stream into parts of exactly `partSize` bytes; the last one may be smaller. Holds one part at a time. */
export async function* layerParts(
  chunks: AsyncIterable<Buffer>,
  partSize: number,
): AsyncGenerator<LayerPart, void, undefined> {
  let firstByte = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    let rest = chunk;
    while (heldBytes + rest.length >= partSize) {
      const taken = rest.subarray(0, partSize - heldBytes);
      yield { firstByte, bytes: Buffer.concat([...held, taken], partSize) };
      firstByte += partSize;
      rest = rest.subarray(taken.length);
      held = [];
      heldBytes = 0;
    }
    if (rest.length > 0) {
      held.push(rest);
      heldBytes += rest.length;
    }
  }
  if (heldBytes > 0) yield { firstByte, bytes: Buffer.concat(held, heldBytes) };
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
