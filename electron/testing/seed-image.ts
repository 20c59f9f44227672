import { createHash } from 'node:crypto';
import { bytesBlob } from '../local-ecr/blobs/bytes-blob.ts';
import { digestOf, generatedBlob } from '../local-ecr/blobs/generated-blob.ts';
import { addLayer } from '../local-ecr/registry/layers.ts';
import { putImage } from '../local-ecr/registry/put-image.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';

export interface SeededImage {
  readonly digest: string;
  readonly manifest: string;
  readonly layerDigests: readonly string[];
  readonly configDigest: string;
}

const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const ociIndex = 'application/vnd.oci.image.index.v1+json';
const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
const configType = 'application/vnd.oci.image.config.v1+json';

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Stores an image in a repository without an API call. Each layer is generated from its seed and its size in bytes. */
export async function seedImage(
  repository: Repository,
  layers: readonly (readonly [seed: string, size: number])[],
  tags: readonly string[] = [],
): Promise<SeededImage> {
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', layers }));
  addLayer(repository, sha256(config), bytesBlob(config));
  const descriptors = [];
  for (const [seed, size] of layers) {
    const content = generatedBlob(seed, size);
    const digest = await digestOf(content);
    addLayer(repository, digest, content);
    descriptors.push({ mediaType: layerType, digest, size });
  }
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: ociManifest,
    config: { mediaType: configType, digest: sha256(config), size: config.length },
    layers: descriptors,
  });
  return {
    digest: put(repository, manifest, tags),
    manifest,
    layerDigests: descriptors.map(({ digest }) => digest),
    configDigest: sha256(config),
  };
}

/** Stores an index of manifests that are already in the repository. */
export function seedIndex(
  repository: Repository,
  children: readonly SeededImage[],
  tags: readonly string[] = [],
): string {
  const architectures = ['amd64', 'arm64', 's390x'];
  const manifests = children.map(({ digest, manifest }, index) => ({
    mediaType: ociManifest,
    digest,
    size: Buffer.byteLength(manifest),
    platform: { os: 'linux', architecture: architectures[index] ?? 'riscv64' },
  }));
  return put(repository, JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests }), tags);
}

function put(repository: Repository, manifest: string, tags: readonly string[]): string {
  const [first, ...rest] = tags;
  const { digest } = putImage(repository, { manifest, ...(first === undefined ? {} : { tag: first }) });
  for (const tag of rest) putImage(repository, { manifest, tag });
  return digest;
}
