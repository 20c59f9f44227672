import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileErrorCode } from '../../engine/files/describe-file-error.ts';
import { logFileNames } from '../logging/rotate-log-files.ts';

/** Reads at most this many bytes of the end of a file. @returns the whole lines among them. */
async function readEnd(path: string, maxBytes: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - maxBytes);
    const buffer = Buffer.alloc(size - start);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await file.close();
  }
}

/**
 * Reads the end of the log over its files, the oldest line first.
 *
 * @param maxBytes of all files together.
 */
export async function readLogEnd(folder: string, maxBytes = 1024 * 1024): Promise<string> {
  const parts: string[] = [];
  let left = maxBytes;
  for (const name of logFileNames) {
    if (left <= 0) break;
    try {
      const text = await readEnd(join(folder, name), left);
      left -= Buffer.byteLength(text);
      parts.unshift(text);
    } catch (error) {
      if (fileErrorCode(error) === 'ENOENT') break;
      parts.unshift(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return parts.join('');
}
