import { createHash } from 'node:crypto';
import type { BlobContent } from '../../../electron/local-ecr/blobs/blob-store.ts';
import { bytesBlob } from '../../../electron/local-ecr/blobs/bytes-blob.ts';
import { digestOf } from '../../../electron/local-ecr/blobs/generated-blob.ts';
import { addLayer } from '../../../electron/local-ecr/registry/layers.ts';
import { putImage } from '../../../electron/local-ecr/registry/put-image.ts';
import type { Repository } from '../../../electron/local-ecr/registry/repository.ts';
import type { BenchImage } from '../workloads/workloads.ts';
import type { SeededImage } from '../processes/messages.ts';
import { gzipLikeBlob } from './gzip-like-blob.ts';

const digests = new Map<string, string>();

/** Each layer is hashed once, for all images that have it. */
async function digestFor(seed: string, content: BlobContent): Promise<string> {
  const key = `${seed} ${content.size}`;
  const digest = digests.get(key) ?? (await digestOf(content));
  digests.set(key, digest);
  return digest;
}

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Adds an image to a repository without an upload. */
export async function seedBenchImage(
  repository: Repository,
  { layers, tags }: BenchImage,
): Promise<SeededImage> {
  const descriptors = [];
  for (const [seed, size] of layers) {
    const content = gzipLikeBlob(seed, size);
    const digest = await digestFor(seed, content);
    if (!repository.layers.has(digest)) addLayer(repository, digest, content);
    descriptors.push({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size });
  }
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: descriptors.map(({ digest }) => digest) },
    }),
  );
  addLayer(repository, sha256(config), bytesBlob(config));
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: sha256(config),
      size: config.length,
    },
    layers: descriptors,
  });
  const puts = tags.map((tag) => putImage(repository, { manifest, tag }));
  return { digest: puts[0]?.digest ?? putImage(repository, { manifest }).digest, tags };
}
