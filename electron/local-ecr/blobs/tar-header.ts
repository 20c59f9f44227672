/** The size of a tar block in bytes: a header is one block, files are padded to whole blocks, two empty blocks end the archive. */
export const tarBlockSize = 512;

/** The ustar header of a regular file owned by root, dated 2026-01-01. `name` has at most 100 bytes, `size` is in bytes. */
export function tarHeader(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`The name is too long for a tar header: ${name}`);
  const header = Buffer.alloc(tarBlockSize);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${octal(size, 11)}\0`, 124);
  header.write(`${octal(Date.UTC(2026, 0, 1) / 1000, 11)}\0`, 136);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write('root', 265);
  header.write('root', 297);
  // The checksum is computed with its own field as spaces.
  header.fill(' ', 148, 156);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${octal(checksum, 6)}\0 `, 148);
  return header;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
