import { crc32 } from 'node:zlib';
import type { BlobContent } from './blob-store.ts';
import { contentOf, keystream, type ByteGenerator } from './byte-generator.ts';
import { tarBlockSize, tarHeader } from './tar-header.ts';

const gzipHeader = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff]);
const blockHeaderSize = 5;
const trailerSize = 8;
const memberOverhead = gzipHeader.length + blockHeaderSize + trailerSize;
const largestMember = 64 * 1024;
const smallestLayer = 4096;

/** A layer as a registry stores it, and its uncompressed tar, whose digest is the layer's diff id. */
export interface GeneratedLayer {
  readonly compressed: BlobContent;
  readonly uncompressed: BlobContent;
}

/**
 * A layer that is computed instead of stored, like `generatedBlob`, and that every tool can unpack: a gzip of a tar with
 * one file. The gzip is a sequence of members of equal size (RFC 1952, section 2.2), each with one stored block and its
 * own checksum, so that a range is computed from the members it covers. `size` is the size of the gzip in bytes, at
 * least 4096.
 */
export function generatedLayer(seed: string, size: number): GeneratedLayer {
  if (size < smallestLayer) throw new RangeError(`A generated layer has at least ${smallestLayer} bytes`);
  const memberSize = memberSizeFor(size);
  const tarSize = size - Math.ceil(size / memberSize) * memberOverhead;
  const tar = tarGenerator(seed, tarSize);
  return {
    compressed: contentOf(gzipGenerator(tar, tarSize, memberSize), size),
    uncompressed: contentOf(tar, tarSize),
  };
}

/** The largest member size that does not leave a last member too small for its own header and trailer. */
function memberSizeFor(size: number): number {
  let memberSize = largestMember;
  while (size % memberSize !== 0 && size % memberSize < memberOverhead) memberSize -= 1;
  return memberSize;
}

function tarGenerator(seed: string, tarSize: number): ByteGenerator {
  const fileSize = (Math.floor(tarSize / tarBlockSize) - 3) * tarBlockSize;
  const header = tarHeader(`opt/${seed.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 80)}.bin`, fileSize);
  const fileBytes = keystream(seed);
  const fileEnd = tarBlockSize + fileSize;
  return (start, end) => {
    const bytes = Buffer.alloc(end - start);
    if (start < tarBlockSize) header.copy(bytes, 0, start);
    const [from, to] = [Math.max(start, tarBlockSize), Math.min(end, fileEnd)];
    if (from < to) fileBytes(from - tarBlockSize, to - tarBlockSize).copy(bytes, from - start);
    return bytes;
  };
}

function gzipGenerator(tar: ByteGenerator, tarSize: number, memberSize: number): ByteGenerator {
  const payloadSize = memberSize - memberOverhead;
  return (start, end) => {
    const first = Math.floor(start / memberSize);
    const count = Math.ceil(end / memberSize) - first;
    const members = Array.from({ length: count }, (_, index) => {
      const payloadStart = (first + index) * payloadSize;
      return gzipMember(tar(payloadStart, Math.min(payloadStart + payloadSize, tarSize)));
    });
    return Buffer.concat(members).subarray(start - first * memberSize, end - first * memberSize);
  };
}

function gzipMember(payload: Buffer): Buffer {
  const blockHeader = Buffer.alloc(blockHeaderSize);
  blockHeader.writeUInt8(1, 0);
  blockHeader.writeUInt16LE(payload.length, 1);
  blockHeader.writeUInt16LE(~payload.length & 0xffff, 3);
  const trailer = Buffer.alloc(trailerSize);
  trailer.writeUInt32LE(crc32(payload), 0);
  trailer.writeUInt32LE(payload.length, 4);
  return Buffer.concat([gzipHeader, blockHeader, payload, trailer]);
}
