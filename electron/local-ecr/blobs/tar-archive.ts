import { tarBlockSize, tarHeader } from './tar-header.ts';

/** A small tar in memory. Paths have no leading slash; the same files always give the same bytes. */
export function tarArchive(files: readonly (readonly [path: string, bytes: Buffer])[]): Buffer {
  const entries = files.flatMap(([path, bytes]) => [
    tarHeader(path, bytes.length),
    bytes,
    Buffer.alloc(-bytes.length & (tarBlockSize - 1)),
  ]);
  return Buffer.concat([...entries, Buffer.alloc(2 * tarBlockSize)]);
}
