/** Captures what this process writes to its standard streams, until it is released. */
export interface OwnStreams {
  /** The output since the last call. */
  take(): string;
  release(): void;
}

export function captureOwnStreams(): OwnStreams {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => ({
    stream,
    write: stream.write.bind(stream),
  }));
  for (const { stream } of streams)
    stream.write = (chunk: string | Uint8Array): boolean => {
      written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      return true;
    };
  return {
    take: () => written.splice(0).join(''),
    release() {
      for (const { stream, write } of streams) stream.write = write;
    },
  };
}
