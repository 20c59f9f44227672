import { crc32, inflateRawSync } from 'node:zlib';

/** A file of an archive as its central directory describes it. */
export interface ArchivedFile {
  readonly name: string;
  /** The file type and permissions of Unix. */
  readonly mode: number;
  readonly content: Buffer;
}

/** Reads a zip archive of deflated files without a comment. @throws Error when it contradicts itself. */
export function readZipArchive(archive: Buffer): readonly ArchivedFile[] {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== 0x06054b50)
    throw new Error('The archive has no end of central directory.');
  const files: ArchivedFile[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < archive.readUInt16LE(end + 10); index += 1) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error('An entry of the directory is missing.');
    const name = archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
    if (crc32(content) !== archive.readUInt32LE(at + 16)) throw new Error(`${name} has another checksum.`);
    files.push({ name, mode: archive.readUInt32LE(at + 38) >>> 16, content });
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Error('The directory has another size.');
  return files;
}
