import { test as base } from 'vitest';
import type { ReplicationOptions } from '../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../shared/models/plan.ts';
import type { SourceImage } from '../engine/image-graph/source-image.ts';
import { createReplicator } from '../engine/replication/replicator.ts';
import { putImage } from '../local-ecr/registry/put-image.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';
import { loadSourceImages } from './load-source-images.ts';
import type { SeededImage } from './seed-image.ts';
import type { TwoRegistries } from './two-registries.ts';
import { quickRetries, startTwoRegistries } from './two-registries.ts';

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';

interface IndexChild {
  readonly digest: string;
  /** `os/architecture/variant`; `unknown/unknown` when absent. */
  readonly platform?: string;
  /** The digest of the manifest that it is the attestation of. */
  readonly attests?: string;
  readonly mediaType?: string;
}

interface GraphFixtures {
  /** Two registries for all tests of a file. */
  readonly registries: TwoRegistries;
  /** The source repository of the test. */
  readonly from: Repository;
  /** The destination repository of the test. */
  readonly to: Repository;
  /** Reads an image of the source repository. */
  readonly load: (digest: string, options?: Partial<ReplicationOptions>) => Promise<SourceImage>;
  /** Copies an image to the destination repository. */
  readonly replicate: (image: SourceImage, ...tags: string[]) => Promise<{ readonly digest: string }>;
  /** Puts an artifact with this `subject` into the source repository, and returns its digest. */
  readonly attach: (subject: string, artifactType: string, seeded: SeededImage) => string;
  /** Puts an index into the source repository, and returns its digest. */
  readonly putIndex: (children: readonly IndexChild[]) => string;
}

let repositoryCount = 0;

/** `test` with a source and a destination repository of its own. */
export const test = base.extend<GraphFixtures>({
  registries: [
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the dependencies of a fixture from this pattern.
    async ({}, provide) => {
      const registries = await startTwoRegistries();
      await provide(registries);
      await registries.close();
    },
    { scope: 'file' },
  ],
  from: async ({ registries }, provide) => {
    repositoryCount += 1;
    registries.ecr.faults.clear();
    registries.ecr.calls.clear();
    await provide(registries.source.createRepository(`graph/source-${repositoryCount}`));
  },
  to: async ({ registries }, provide) => {
    repositoryCount += 1;
    await provide(registries.destination.createRepository(`graph/destination-${repositoryCount}`));
  },
  load: async ({ registries, from }, provide) => {
    await provide(async (digest, options = {}) => {
      const repository = await registries.sourceRepository(from.name);
      const [image] = await loadSourceImages(repository, [{ digest, tags: [] }], {
        ...defaultReplicationOptions,
        ...options,
      });
      if (!image) throw new Error('The image was not loaded.');
      return image;
    });
  },
  replicate: async ({ registries, to }, provide) => {
    await provide(async (image, ...tags) => {
      const destination = await registries.destinationRepository(to.name);
      return createReplicator({ retryPolicy: quickRetries }).replicate(image, destination, tags);
    });
  },
  attach: async ({ from }, provide) => {
    const describeBlob = (digest = '') => ({ digest, size: from.layers.get(digest)?.content.size });
    await provide((subject, artifactType, seeded) => {
      const manifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: manifestType,
        artifactType,
        config: { mediaType: 'application/vnd.oci.empty.v1+json', ...describeBlob(seeded.configDigest) },
        layers: [{ mediaType: artifactType, ...describeBlob(seeded.layerDigests[0]) }],
        subject: { mediaType: manifestType, digest: subject, size: 1 },
      });
      return putImage(from, { manifest }).digest;
    });
  },
  putIndex: async ({ from }, provide) => {
    await provide((children) => {
      const manifests = children.map(
        ({ digest, platform = 'unknown/unknown', attests, mediaType = manifestType }) => {
          const [os, architecture, variant] = platform.split('/');
          return {
            mediaType,
            digest,
            size: Buffer.byteLength(from.images.get(digest)?.manifest ?? 'x'),
            platform: { os, architecture, variant },
            ...(attests === undefined ? {} : { annotations: { 'vnd.docker.reference.digest': attests } }),
          };
        },
      );
      const annotations = { 'org.opencontainers.image.title': 'unchanged' };
      const manifest = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests, annotations });
      return putImage(from, { manifest }).digest;
    });
  },
});
