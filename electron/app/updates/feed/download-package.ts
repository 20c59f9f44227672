import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { RetryPolicy } from '../../../engine/async/retry.ts';
import { waitBefore } from '../../../engine/async/retry.ts';
import { EngineError } from '../../../engine/errors/engine-error.ts';
import { readChunks } from '../../../engine/replication/download/open-download.ts';
import { createDiskError, createStatusError, rejectUpdate } from './describe-update-error.ts';
import type { FeedConnection } from './open-response.ts';
import { fileOf, openResponse } from './open-response.ts';

export interface PackageDownload {
  readonly url: URL;
  /** Bytes, as published. */
  readonly size: number;
  /** Base64, as published. */
  readonly sha512: string;
  /** The file to write. */
  readonly path: string;
  readonly onProgress: (bytes: number) => void;
}

/** How often a broken connection is continued; a connection that sent bytes starts the count again. */
export const resumePolicy: RetryPolicy = { attempts: 5, firstWait: 500, longestWait: 10_000 };

interface Written {
  readonly file: FileHandle;
  hash: Hash;
  bytes: number;
}

/** With O_APPEND every write is at the end, also after the file was emptied. */
const { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } = constants;
const openFlags = O_APPEND | O_CREAT | O_TRUNC | O_WRONLY;

async function append(written: Written, chunk: Buffer, path: string): Promise<void> {
  try {
    await written.file.writeFile(chunk);
  } catch (error) {
    throw createDiskError(path, error);
  }
  written.hash.update(chunk);
  written.bytes += chunk.length;
}

/** Starts again: the server sends the whole file instead of the rest. */
async function restart(written: Written, path: string): Promise<void> {
  try {
    await written.file.truncate(0);
  } catch (error) {
    throw createDiskError(path, error);
  }
  written.hash = createHash('sha512');
  written.bytes = 0;
}

const isRest = ({ statusCode, headers }: IncomingMessage, firstByte: number): boolean =>
  statusCode === 206 && (headers['content-range'] ?? '').startsWith(`bytes ${firstByte}-`);

/** Reads one connection to its end. */
async function readRest(
  connection: FeedConnection,
  download: PackageDownload,
  written: Written,
  signal: AbortSignal,
): Promise<void> {
  const { url, size, path, onProgress } = download;
  const headers: Record<string, string> = written.bytes > 0 ? { range: `bytes=${written.bytes}-` } : {};
  const response = await openResponse(connection, url, headers, signal);
  const status = response.statusCode ?? 0;
  if (status !== 200 && !isRest(response, written.bytes)) {
    response.destroy();
    throw createStatusError(fileOf(url), url.host, status);
  }
  if (status === 200 && written.bytes > 0) await restart(written, path);
  for await (const chunk of readChunks(response, connection.silence)) {
    signal.throwIfAborted();
    if (written.bytes + chunk.length > size) throw rejectUpdate('wrong-size', fileOf(url), url.host);
    await append(written, chunk, path);
    onProgress(written.bytes);
  }
}

/** Continues after broken connections until the file has its published size. */
async function readAll(
  connection: FeedConnection,
  download: PackageDownload,
  written: Written,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (written.bytes < download.size) {
    const before = written.bytes;
    let broken: unknown;
    try {
      await readRest(connection, download, written, signal);
    } catch (error) {
      if (signal.aborted || error instanceof EngineError) throw error;
      broken = error;
    }
    if (written.bytes === download.size) return;
    failures = written.bytes > before ? 1 : failures + 1;
    if (failures >= resumePolicy.attempts)
      throw broken ?? rejectUpdate('wrong-size', fileOf(download.url), download.url.host);
    await setTimeout(waitBefore(failures, resumePolicy), undefined, { signal });
  }
}

/**
 * Downloads a package, continues after a broken connection, and verifies its size and hash. The caller deletes the file
 * after an error.
 *
 * @throws EngineError `update-rejected` for another size or hash, `storage` when it cannot be written; what Node throws for a
 *   network failure; AbortError.
 */
export async function downloadPackage(
  connection: FeedConnection,
  download: PackageDownload,
  signal: AbortSignal,
): Promise<void> {
  const { url, path, sha512 } = download;
  const file = await open(path, openFlags).catch((error: unknown) => {
    throw createDiskError(path, error);
  });
  const written: Written = { file, hash: createHash('sha512'), bytes: 0 };
  try {
    await readAll(connection, download, written, signal);
    await file.sync().catch((error: unknown) => {
      throw createDiskError(path, error);
    });
  } finally {
    await file.close();
  }
  if (written.hash.digest('base64') !== sha512) throw rejectUpdate('wrong-hash', fileOf(url), url.host);
}
