import type { Readable } from 'node:stream';
/** The first and the last byte wanted, both counted from 0 and both included, as in an HTTP Range header. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
/** The bytes of one blob, wherever they are kept or made. Every read starts a stream of its own. */
export interface BlobContent {
  /** In bytes. */
  readonly size: number;
  read(range?: ByteRange): Readable;
}
/** One blob on its way in. Appends are written in the order in which they were asked for. */
export interface BlobUpload {
  /** Bytes taken so far. */
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Closes the upload and keeps its bytes until the store closes. */
  finish(): Promise<{
    digest: string;
    content: BlobContent;
  }>;
  /** Closes the upload and forgets its bytes. Harmless on an upload that is already closed. */
  discard(): Promise<void>;
}
/** Takes what is uploaded. */
export interface BlobStorage {
  beginUpload(): Promise<BlobUpload>;
  close(): Promise<void>;
}
/** Keeps blobs as files in a private temporary directory, so that layers of gigabytes never live in memory. */
export declare class BlobStore implements BlobStorage {
  #private;
  private constructor();
  static open(): Promise<BlobStore>;
  beginUpload(): Promise<BlobUpload>;
  /** Removes the directory with everything in it. Contents handed out before can no longer be read. */
  close(): Promise<void>;
}
