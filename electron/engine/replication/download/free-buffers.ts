import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** V8 marks its whole heap for every 8 MiB of buffers; half of it is soon enough. In bytes. */
const interval = 4 * 1024 * 1024;

/**
 * V8's collection of young objects: as the process was given it by `--expose-gc`, or made available while it runs, which
 * Electron's main process alone needs, as it cannot be started with flags of V8.
 */
function youngCollection(): () => void {
  const { gc } = globalThis;
  if (gc) return () => gc({ type: 'minor' });
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return typeof collect === 'function' ? () => void collect({ type: 'minor' }) : () => undefined;
}

let collectYoung: (() => void) | undefined;
let passed = 0;

/**
 * To be told of all bytes that are read from the network. They lie in buffers outside of V8's heap, which only a
 * collection frees. Left to itself V8 hardly ever collects young objects alone, as so few of them come with the
 * buffers, but marks its whole heap again and again. A young collection in time takes less than a millisecond. Measured
 * over 1.5 GB: 3.5 instead of 6.3 s of CPU and 140 instead of 200 MB of memory through the registry endpoint, 7.8 instead
 * of 11.3 s and 170 instead of 230 MB by the API.
 */
export function buffersPassed(bytes: number): void {
  passed += bytes;
  if (passed < interval) return;
  passed = 0;
  collectYoung ??= youngCollection();
  collectYoung();
}
