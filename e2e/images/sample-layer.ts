import { gzipSync } from 'node:zlib';
import { keystream } from '../../electron/local-ecr/blobs/byte-generator.ts';
import { tarArchive } from '../../electron/local-ecr/blobs/tar-archive.ts';
import { addBlob, sha256, type Descriptor } from './oci-layout.ts';

/** A file of a layer: its path without a leading slash, and its bytes. */
export type LayerFile = readonly [path: string, bytes: Buffer];

/** A layer in a layout, with the digest of its tar before compression, which the configuration lists. */
export interface SampleLayer {
  readonly descriptor: Descriptor;
  readonly diffId: string;
  readonly createdBy: string;
}

/** Adds a gzip layer with these files. `createdBy` is the build step in the image's history. */
export async function addLayer(
  directory: string,
  createdBy: string,
  files: readonly LayerFile[],
): Promise<SampleLayer> {
  const archive = tarArchive(files);
  const descriptor = await addBlob(
    directory,
    'application/vnd.oci.image.layer.v1.tar+gzip',
    // Compressing takes seconds for random bytes, and makes them no smaller.
    gzipSync(archive, { level: 0 }),
  );
  return { descriptor, diffId: sha256(archive), createdBy };
}

/** A file that does not compress, so that its layer has the same size; `size` is in bytes. */
export const binaryFile = (path: string, size: number): LayerFile => [path, keystream(path)(0, size)];

/** A file of plain text. */
export const textFile = (path: string, text: string): LayerFile => [path, Buffer.from(text)];
