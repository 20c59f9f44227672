/** A stream of which the first chunk was asked for before anybody reads it. */
export interface BegunStream {
  /** To be read once. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Ends it as soon as what was asked for has come; for one that nobody will read. */
  close(): void;
}

/** Begins to read, so that what the first chunk takes, connections and round trips, goes on beside other work. */
export function beginStream(stream: AsyncGenerator<Buffer, void, undefined>): BegunStream {
  const first = stream.next();
  // A failure is told to whoever reads.
  first.catch(() => undefined);
  async function* read(): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (let next = await first; !next.done; next = await stream.next()) yield next.value;
    } finally {
      await stream.return();
    }
  }
  return {
    chunks: read(),
    close: () => void stream.return().catch(() => undefined),
  };
}
