const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const getCode = (sixBits: number): number => alphabet.charCodeAt(sixBits);

/** The two base64 characters for every twelve bits, in the byte order of the memory. */
const characterPairs = new Uint16Array(
  Uint8Array.from({ length: 2 * 4096 }, (_, index) => {
    const twelveBits = index >> 1;
    return getCode(index % 2 === 0 ? twelveBits >> 6 : twelveBits & 63);
  }).buffer,
);

/**
 * Writes bytes as base64 into a buffer. Node's own `write` creates a string first, and hundreds of megabytes of strings
 * per second let the heap grow.
 *
 * @param position even, because characters are written in pairs.
 * @returns the position after the last character.
 */
export function writeBase64(bytes: Buffer, target: Buffer, position: number): number {
  const whole = bytes.length - (bytes.length % 3);
  const pairs = new Uint16Array(target.buffer, target.byteOffset + position, (whole / 3) * 2);
  let pair = 0;
  for (let index = 0; index < whole; index += 3) {
    const bits = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    pairs[pair] = characterPairs[bits >> 12] ?? 0;
    pairs[pair + 1] = characterPairs[bits & 4095] ?? 0;
    pair += 2;
  }
  const end = position + (whole / 3) * 4;
  return end + target.write(bytes.toString('base64', whole), end, 'latin1');
}

/** Writes bytes that arrive in chunks as one base64 text into a buffer. */
export interface Base64Writer {
  append(chunk: Buffer): void;
  /** Writes what is left of the last three bytes. @returns the position after the last character. */
  end(): number;
}

/** @param start even; the position of the first character. */
export function createBase64Writer(target: Buffer, start: number): Base64Writer {
  let position = start;
  // Three bytes are four characters, so that up to two bytes wait for the next chunk.
  const waiting = Buffer.alloc(3);
  let waitingBytes = 0;
  return {
    append(chunk) {
      let from = 0;
      if (waitingBytes > 0) {
        from = chunk.copy(waiting, waitingBytes);
        waitingBytes += from;
        if (waitingBytes < 3) return;
        position = writeBase64(waiting, target, position);
      }
      const to = chunk.length - ((chunk.length - from) % 3);
      position = writeBase64(chunk.subarray(from, to), target, position);
      waitingBytes = chunk.copy(waiting, 0, to);
    },
    end() {
      position = writeBase64(waiting.subarray(0, waitingBytes), target, position);
      waitingBytes = 0;
      return position;
    },
  };
}
