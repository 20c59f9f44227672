import { bytesBlob } from '../blobs/bytes-blob.ts';
import { addLayer } from '../registry/layers.ts';
import { putImage, type ImagePut } from '../registry/put-image.ts';
import type { Repository, StoredImage } from '../registry/repository.ts';
import { sha256 } from './sample-registry.ts';

export const imageMediaType = 'application/vnd.oci.image.manifest.v1+json';
export const indexMediaType = 'application/vnd.oci.image.index.v1+json';
export const configMediaType = 'application/vnd.oci.image.config.v1+json';
export const layerMediaType = 'application/vnd.oci.image.layer.v1.tar+gzip';

export interface SeededLayer {
  readonly digest: string;
  readonly size: number;
}

/** Adds a layer without an upload. */
export function seedLayer(repository: Repository, content: string): SeededLayer {
  const bytes = Buffer.from(content);
  const digest = sha256(bytes);
  addLayer(repository, digest, bytesBlob(bytes));
  return { digest, size: bytes.length };
}

/** The text of an image manifest; `more` adds members, for example `subject`. */
export function imageManifest(
  config: SeededLayer,
  layers: readonly SeededLayer[],
  more: object = {},
): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: imageMediaType,
    config: { mediaType: configMediaType, ...config },
    layers: layers.map((layer) => ({ mediaType: layerMediaType, ...layer })),
    ...more,
  });
}

export function indexManifest(
  children: readonly { readonly digest: string; readonly size: number }[],
): string {
  const manifests = children.map(({ digest, size }) => ({ mediaType: imageMediaType, digest, size }));
  return JSON.stringify({ schemaVersion: 2, mediaType: indexMediaType, manifests });
}

/** Adds a small image of one layer without an upload. */
export function seedImage(repository: Repository, name: string, put: Partial<ImagePut> = {}): StoredImage {
  const config = seedLayer(repository, `{"config":"${name}"}`);
  const layer = seedLayer(repository, `layer of ${name}`);
  return putImage(repository, { manifest: imageManifest(config, [layer]), ...put });
}
