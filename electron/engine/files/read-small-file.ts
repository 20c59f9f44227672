import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { formatBytes } from '../../../shared/format/bytes.ts';

/** The file is too large or not a regular file; it was not read. */
export class UnsupportedFileError extends Error {
  override readonly name = 'UnsupportedFileError';
}

// Without O_NONBLOCK, opening a pipe waits for its writer.
const openFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/**
 * Reads a file of at most `maxBytes`.
 * @throws the error of the file system; UnsupportedFileError for a folder, a device, or a larger file.
 */
export async function readSmallBytes(path: string, maxBytes: number): Promise<Buffer> {
  const file = await open(path, openFlags);
  try {
    const stats = await file.stat();
    if (!stats.isFile())
      throw new UnsupportedFileError(stats.isDirectory() ? 'It is a folder.' : 'It is not a regular file.');
    if (stats.size > maxBytes) throw new UnsupportedFileError(`It is larger than ${formatBytes(maxBytes)}.`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Reads the text of a file in UTF-8, as `readSmallBytes` does. */
export const readSmallFile = async (path: string, maxBytes: number): Promise<string> =>
  (await readSmallBytes(path, maxBytes)).toString('utf8');
