import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** With `/` between folders. */
  readonly name: string;
  readonly content: Buffer;
}

/** Signatures and sizes of the format's records (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). */
const localHeader = { signature: 0x04034b50, size: 30 };
const centralHeader = { signature: 0x02014b50, size: 46 };
const endOfCentralDirectory = { signature: 0x06054b50, size: 22 };

/** Version 2.0, which has the deflate method. */
const version = 20;
/** Names are UTF-8. */
const utf8Flag = 0x0800;
const deflated = 8;
/** January 1, 1980, the earliest date of the format: the same content gives the same archive. */
const date = 0x0021;
/** The upper half of the external attributes: a regular file that everyone may read, as Lambda requires. */
const unixMode = 0o100644;
/** A host system whose attributes are those of Unix. */
const unixHost = 3 << 8;

interface CompressedEntry extends ZipEntry {
  readonly nameBytes: Buffer;
  readonly compressed: Buffer;
  readonly checksum: number;
}

const compress = ({ name, content }: ZipEntry): CompressedEntry => ({
  name,
  content,
  nameBytes: Buffer.from(name),
  compressed: deflateRawSync(content, { level: 9 }),
  checksum: crc32(content),
});

/** Writes the fields that both headers have, from the version to the length of the extra field. */
function writeCommonFields(
  header: Buffer,
  at: number,
  { nameBytes, compressed, content, checksum }: CompressedEntry,
): void {
  header.writeUInt16LE(version, at);
  header.writeUInt16LE(utf8Flag, at + 2);
  header.writeUInt16LE(deflated, at + 4);
  header.writeUInt16LE(0, at + 6);
  header.writeUInt16LE(date, at + 8);
  header.writeUInt32LE(checksum, at + 10);
  header.writeUInt32LE(compressed.length, at + 14);
  header.writeUInt32LE(content.length, at + 18);
  header.writeUInt16LE(nameBytes.length, at + 22);
}

function createLocalHeader(entry: CompressedEntry): Buffer {
  const header = Buffer.alloc(localHeader.size);
  header.writeUInt32LE(localHeader.signature, 0);
  writeCommonFields(header, 4, entry);
  return Buffer.concat([header, entry.nameBytes]);
}

function createCentralHeader(entry: CompressedEntry, offset: number): Buffer {
  const header = Buffer.alloc(centralHeader.size);
  header.writeUInt32LE(centralHeader.signature, 0);
  header.writeUInt16LE(unixHost | version, 4);
  writeCommonFields(header, 6, entry);
  header.writeUInt32LE(unixMode * 0x1_0000, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, entry.nameBytes]);
}

/**
 * Creates a zip archive of small files in memory. The same entries give the same bytes on every computer, so that a
 * deployment changes only when the content does.
 */
export function createZipArchive(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries.map(compress)) {
    const local = Buffer.concat([createLocalHeader(entry), entry.compressed]);
    centrals.push(createCentralHeader(entry, offset));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(endOfCentralDirectory.size);
  end.writeUInt32LE(endOfCentralDirectory.signature, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
