import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** The first and the last byte, both counted from 0 and both included, as in an HTTP Range header. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The bytes of one blob, in a file or computed. Every read starts a new stream. */
export interface BlobContent {
  /** In bytes. */
  readonly size: number;
  read(range?: ByteRange): Readable;
}

/** A blob while it is uploaded. Appends are written in the order of the calls. */
export interface BlobUpload {
  /** Bytes received so far. */
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Closes the upload and keeps its bytes until the store closes. */
  finish(): Promise<{ digest: string; content: BlobContent }>;
  /** Closes the upload and discards its bytes. Does nothing on an upload that is already closed. */
  discard(): Promise<void>;
}

/** Stores uploaded blobs. */
export interface BlobStorage {
  beginUpload(): Promise<BlobUpload>;
  close(): Promise<void>;
}

/** Keeps blobs as files in a private temporary directory, so that layers of gigabytes never live in memory. */
export class BlobStore implements BlobStorage {
  readonly #directory: string;
  #uploads = 0;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static async open(): Promise<BlobStore> {
    return new BlobStore(await mkdtemp(join(tmpdir(), 'local-ecr-blobs-')));
  }

  async beginUpload(): Promise<BlobUpload> {
    this.#uploads += 1;
    const path = join(this.#directory, `upload-${this.#uploads}`);
    return new FileUpload(this.#directory, path, await open(path, 'wx', 0o600));
  }

  /** Removes the directory and its files. Blobs read from it before are no longer readable. */
  async close(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }
}

class FileUpload implements BlobUpload {
  readonly #directory: string;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #written: Promise<void> = Promise.resolve();
  #size = 0;
  #closed = false;

  constructor(directory: string, path: string, file: FileHandle) {
    this.#directory = directory;
    this.#path = path;
    this.#file = file;
  }

  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    if (this.#closed) throw new Error('The upload is closed');
    this.#size += bytes.length;
    this.#hash.update(bytes);
    this.#written = this.#written.then(async () => writeFully(this.#file, bytes));
    await this.#written;
  }

  async finish(): Promise<{ digest: string; content: BlobContent }> {
    if (this.#closed) throw new Error('The upload is closed');
    this.#closed = true;
    await this.#written;
    await this.#file.close();
    const hex = this.#hash.digest('hex');
    // The digest is the file name, so the same layer in ten repositories is one file.
    const path = join(this.#directory, hex);
    await rename(this.#path, path);
    return { digest: `sha256:${hex}`, content: fileContent(path, this.#size) };
  }

  async discard(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#written.catch(() => undefined);
    await this.#file.close();
    await rm(this.#path, { force: true });
  }
}

async function writeFully(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) {
    const { bytesWritten } = await file.write(bytes, offset);
    offset += bytesWritten;
  }
}

function fileContent(path: string, size: number): BlobContent {
  return { size, read: (range) => createReadStream(path, range) };
}
