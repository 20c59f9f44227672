import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { tarArchive } from '../../../electron/local-ecr/blobs/tar-archive.ts';
import { addBlob, addJson, createLayout, setRoot, sha256, type Descriptor } from '../../images/oci-layout.ts';
import { imageType, indexType } from '../core/content.ts';

/** Writes an OCI layout with an index of two small new images. @returns the digest of the index. */
export async function writeSmallIndex(directory: string): Promise<string> {
  await createLayout(directory);
  const manifests: Descriptor[] = [];
  for (const architecture of ['amd64', 'arm64']) {
    const tar = tarArchive([['etc/run', randomBytes(1000)]]);
    const layer = await addBlob(directory, 'application/vnd.oci.image.layer.v1.tar+gzip', gzipSync(tar));
    const config = await addJson(directory, 'application/vnd.oci.image.config.v1+json', {
      architecture,
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: [sha256(tar)] },
    });
    const image = { schemaVersion: 2, mediaType: imageType, config, layers: [layer] };
    manifests.push({
      ...(await addJson(directory, imageType, image)),
      platform: { architecture, os: 'linux' },
    });
  }
  const index = await addJson(directory, indexType, { schemaVersion: 2, mediaType: indexType, manifests });
  await setRoot(directory, index);
  return index.digest;
}
