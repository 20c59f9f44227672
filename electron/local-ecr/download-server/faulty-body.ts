import type { Fault } from '../faults/fault.ts';

export type DownloadFault = Extract<
  Fault,
  { kind: 'reset-download' | 'expire-download' | 'corrupt-layer' | 'truncate-layer' | 'slow-download' }
>;

/** Applies a fault to a download's bytes: a flipped byte, or an end after a number of bytes. */
export async function* faultyBody(
  bytes: AsyncIterable<Uint8Array>,
  fault: DownloadFault | undefined,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const chunk of bytes) {
    const damaged = fault === undefined ? chunk : damage(chunk, position, fault);
    if (damaged.length > 0) yield damaged;
    if (damaged.length < chunk.length) return;
    position += chunk.length;
  }
}

/** The rest of a chunk that begins at `position`; shorter when the body ends within it. */
function damage(chunk: Uint8Array, position: number, fault: DownloadFault): Uint8Array {
  if (fault.kind === 'slow-download') return chunk;
  if (fault.kind !== 'corrupt-layer') return chunk.subarray(0, Math.max(0, fault.afterBytes - position));
  const index = (fault.atByte ?? 0) - position;
  if (index < 0 || index >= chunk.length) return chunk;
  const flipped = Uint8Array.from(chunk);
  flipped[index] = (flipped[index] ?? 0) ^ 0xff;
  return flipped;
}
