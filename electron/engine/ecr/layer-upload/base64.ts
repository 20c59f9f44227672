const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codeOf = (sixBits: number): number => alphabet.charCodeAt(sixBits);

/** Two characters for every twelve bits, as they lie in memory. */
const pairs = new Uint16Array(
  Uint8Array.from({ length: 2 * 4096 }, (_, index) => {
    const twelveBits = index >> 1;
    return codeOf(index % 2 === 0 ? twelveBits >> 6 : twelveBits & 63);
  }).buffer,
);

/**
 * Writes bytes as base64 into a buffer, from an even position on. Node's own way makes a string of it first, and
 * hundreds of megabytes of strings a second let the heap grow.
 *
 * @returns where it ends.
 */
export function writeBase64(bytes: Buffer, target: Buffer, begin: number): number {
  const whole = bytes.length - (bytes.length % 3);
  const view = new Uint16Array(target.buffer, target.byteOffset + begin, (whole / 3) * 2);
  let at = 0;
  for (let index = 0; index < whole; index += 3) {
    const bits = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    view[at] = pairs[bits >> 12] ?? 0;
    view[at + 1] = pairs[bits & 4095] ?? 0;
    at += 2;
  }
  const end = begin + (whole / 3) * 4;
  return end + target.write(bytes.toString('base64', whole), end, 'latin1');
}
