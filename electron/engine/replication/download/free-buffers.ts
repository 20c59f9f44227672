/** V8 marks its whole heap for every 8 MiB of buffers; half of it is soon enough. In bytes. */
const interval = 4 * 1024 * 1024;

let passed = 0;

/**
 * Counts the bytes that are read from the network, and has V8 collect young objects after every few of them, where the
 * process was started with `--expose-gc`; elsewhere V8 decides alone. No flag of V8 is changed while it runs: Node's
 * documentation of `v8.setFlagsFromString` warns of crashes. Electron's main process takes V8's flags only from its
 * command line, where the app refuses them (`refused-switch.ts`), and so does without.
 *
 * The bytes lie in buffers outside of V8's heap, which only a collection frees. Left to itself V8 hardly ever collects
 * young objects alone, as so few of them come with the buffers, but marks its whole heap again and again. A collection
 * of young objects in time takes less than a millisecond. Measured over 1.5 GB (`npm run bench -- --only buffers`): 5.0
 * instead of 7.0 s of CPU and 216 instead of 251 MB of memory at most through the registry endpoint, 9.0 instead of
 * 12.3 s and 303 instead of 369 MB by the API.
 */
export function buffersPassed(bytes: number): void {
  const { gc } = globalThis;
  if (!gc) return;
  passed += bytes;
  if (passed < interval) return;
  passed = 0;
  gc({ type: 'minor' });
}
