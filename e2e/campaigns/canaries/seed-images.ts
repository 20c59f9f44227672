import { createHash } from 'node:crypto';
import { bytesBlob } from '../../../electron/local-ecr/blobs/bytes-blob.ts';
import { addLayer } from '../../../electron/local-ecr/registry/layers.ts';
import { putImage } from '../../../electron/local-ecr/registry/put-image.ts';
import type { Repository } from '../../../electron/local-ecr/registry/repository.ts';
import { seedImage } from '../../../electron/testing/seed-image.ts';

const mediaType = 'application/vnd.oci.image.manifest.v1+json';
const configType = 'application/vnd.oci.image.config.v1+json';
const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** An image whose config is its layer as well: one blob, which no other image has. */
function seedBlob(repository: Repository, tag: string): string {
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', tag }));
  const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
  addLayer(repository, digest, bytesBlob(config));
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: configType, digest, size: config.length },
    layers: [{ mediaType: layerType, digest, size: config.length }],
  });
  return putImage(repository, { manifest, tag }).digest;
}

/**
 * Adds images to a repository, with the tags `1.0`, `1.1` and so on. The first one has a config and a layer, which are
 * copied the same way; each other one, which is copied for one echo, has a single blob.
 *
 * @returns their digests.
 */
export async function seedImages(repository: Repository, count: number): Promise<readonly string[]> {
  const { digest } = await seedImage(repository, [['layer', 4_000]], ['1.0']);
  const others = Array.from({ length: count - 1 }, (_, index) => seedBlob(repository, `1.${index + 1}`));
  return [digest, ...others];
}
