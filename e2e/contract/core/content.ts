import { createHash, randomBytes } from 'node:crypto';

export const imageType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';
export const dockerImageType = 'application/vnd.docker.distribution.manifest.v2+json';
const configType = 'application/vnd.oci.image.config.v1+json';
const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';

export const mebibyte = 1024 * 1024;

export const sha256 = (bytes: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A new blob with random content, which ECR does not parse. */
export interface Blob {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly digest: string;
  readonly size: number;
}

/** @param size in bytes */
export function newBlob(size = 64): Blob {
  const bytes = Buffer.from(randomBytes(size));
  return { bytes, digest: sha256(bytes), size };
}

/** A configuration that no other image has. */
export function newConfig(): Blob {
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: { Labels: { run: randomBytes(8).toString('hex') } },
  };
  const bytes = Buffer.from(JSON.stringify(config));
  return { bytes, digest: sha256(bytes), size: bytes.length };
}

/** The members of a descriptor. */
export type BlobName = Pick<Blob, 'digest' | 'size'>;

/** The text of an OCI image manifest; `more` adds or replaces members, and removes those that are undefined. */
export function imageManifest(config: BlobName, layers: readonly BlobName[], more: object = {}): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: imageType,
    config: { mediaType: configType, digest: config.digest, size: config.size },
    layers: layers.map(({ digest, size }) => ({ mediaType: layerType, digest, size })),
    ...more,
  });
}

/** The text of an OCI index of image manifests. */
export function indexManifest(manifests: readonly string[]): string {
  const children = manifests.map((text) => ({
    mediaType: imageType,
    digest: sha256(text),
    size: Buffer.byteLength(text),
  }));
  return JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: children });
}
