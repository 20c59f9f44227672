import type { RepositoryHandle } from '../engine/aws/clients/repository-handle.ts';
import type { SourceImage } from '../engine/image-graph/source-image.ts';
import type { Replicator } from '../engine/replication/replicator.ts';
import { createReplicator } from '../engine/replication/replicator.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';
import { loadSourceImages } from './load-source-images.ts';
import { test as base } from './registries-test.ts';
import { quickRetries } from './two-registries.ts';

interface Repositories {
  /** As the local ECR has them. */
  readonly from: Repository;
  readonly to: Repository;
  readonly source: RepositoryHandle;
  readonly destination: RepositoryHandle;
  /** Reads an image of the source. */
  readonly load: (digest: string, tags?: readonly string[]) => Promise<SourceImage>;
}

const MiB = 1024 * 1024;

let count = 0;

/** A test of a replicator that uploads by the API from one repository into another, both empty. */
export const test = base
  // A fifth of ECR's sizes, because these tests spend their time on bytes.
  .extend('registriesOptions', { scope: 'file' }, () => ({ parts: { proposed: 4 * MiB, smallest: MiB } }))
  .extend('repositories', async ({ registries }): Promise<Repositories> => {
    count += 1;
    const names = { from: `team/source-${count}`, to: `team/destination-${count}` };
    const from = registries.source.createRepository(names.from);
    const to = registries.destination.createRepository(names.to);
    const source = await registries.sourceRepository(names.from);
    const load = async (digest: string, tags: readonly string[] = []): Promise<SourceImage> => {
      const [image] = await loadSourceImages(source, [{ digest, tags }]);
      if (!image) throw new Error('not loaded');
      return image;
    };
    return { from, to, source, destination: await registries.destinationRepository(names.to), load };
  })
  .extend('replicator', (): Replicator =>
    createReplicator({ uploadMethod: 'api', retryPolicy: quickRetries }),
  );
