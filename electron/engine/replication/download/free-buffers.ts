import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** V8 marks its whole heap for every 8 MiB of buffers; half of it is soon enough. In bytes. */
const interval = 4 * 1024 * 1024;

/** V8's collection of young objects, which a running process can be given without being started with a flag. */
function youngCollection(): () => void {
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
 * buffers, but marks its whole heap again and again: half of the CPU of a copy. A young collection in time takes
 * less than a millisecond.
 */
export function buffersPassed(bytes: number): void {
  passed += bytes;
  if (passed < interval) return;
  passed = 0;
  collectYoung ??= youngCollection();
  collectYoung();
}
