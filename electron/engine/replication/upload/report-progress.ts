/** Bytes after which they are told, or milliseconds, whatever comes first: often enough for every speed. */
const mostUntold = 512 * 1024;
const longestSilence = 100;

/** Passes a stream on and tells how much of it went by, in the end all of it. */
export async function* toldBytes(
  chunks: AsyncIterable<Buffer>,
  tell: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let untold = 0;
  let toldAt = performance.now();
  try {
    for await (const chunk of chunks) {
      untold += chunk.length;
      const now = performance.now();
      if (untold >= mostUntold || now - toldAt >= longestSilence) {
        tell(untold);
        untold = 0;
        toldAt = now;
      }
      yield chunk;
    }
  } finally {
    if (untold > 0) tell(untold);
  }
}
