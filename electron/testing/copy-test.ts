import { expect, test } from 'vitest';
import { addLayer } from '../local-ecr/registry/layers.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';
import type { RepositoryHandle } from '../engine/aws/clients/repository-handle.ts';
import type { SourceImage } from '../engine/image-graph/source-image.ts';
import type { ReplicationEvent } from '../engine/replication/upload/replication-event.ts';
import type { ReplicatorOptions } from '../engine/replication/replicator.ts';
import { createReplicator } from '../engine/replication/replicator.ts';
import { loadSourceImages } from './load-source-images.ts';
import type { SeededImage } from './seed-image.ts';
import { seedImage } from './seed-image.ts';
import type { RegistriesOptions, TwoRegistries } from './two-registries.ts';
import { quickRetries, startTwoRegistries } from './two-registries.ts';

/** An image of one layer with the tag `v1` in a new repository of the source, to be copied into another new repository. */
export interface ImageCopy {
  readonly from: Repository;
  readonly to: Repository;
  readonly seeded: SeededImage;
  /** Digest of the layer. */
  readonly layer: string;
  readonly image: SourceImage;
  readonly destination: RepositoryHandle;
  /** Copies the image. @returns the events. */
  replicate(options?: ReplicatorOptions): Promise<readonly ReplicationEvent[]>;
  /** Expects the whole image at the destination, and no fault that was not injected. */
  expectComplete(): void;
}

export interface CopyTestOptions {
  readonly registries?: RegistriesOptions;
  /** Bytes. */
  readonly layerSize: number;
  /** Options of every copy. */
  readonly replicator: ReplicatorOptions;
  /** Whether the destination has the config already, so that faults concern the layer. */
  readonly hasConfig?: boolean;
  /** Whether both repositories are in the source's registry. */
  readonly isSameRegistry?: boolean;
}

/** Creates a `test` whose fixtures are two registries, shared by the tests of a file, and an image to copy. */
export const createCopyTest = ({
  registries: registriesOptions,
  layerSize,
  replicator,
  hasConfig = false,
  isSameRegistry = false,
}: CopyTestOptions) => {
  let count = 0;

  const prepareCopy = async (registries: TwoRegistries): Promise<ImageCopy> => {
    count += 1;
    const names = { from: `copy/source-${count}`, to: `copy/destination-${count}` };
    const from = registries.source.createRepository(names.from);
    const to = registries[isSameRegistry ? 'source' : 'destination'].createRepository(names.to);
    const seeded = await seedImage(from, [[`layer ${count}`, layerSize]], ['v1']);
    const [layer = ''] = seeded.layerDigests;
    const config = from.layers.get(seeded.configDigest)?.content;
    if (hasConfig && config) addLayer(to, seeded.configDigest, config);
    const [image] = await loadSourceImages(await registries.sourceRepository(names.from), [
      { digest: seeded.digest, tags: ['v1'] },
    ]);
    if (!image) throw new Error('The image was not loaded');
    const destination = await (isSameRegistry
      ? registries.sourceRepository(names.to)
      : registries.destinationRepository(names.to));
    registries.ecr.calls.clear();
    return {
      from,
      to,
      seeded,
      layer,
      image,
      destination,
      async replicate({ emit, ...options } = {}) {
        const events: ReplicationEvent[] = [];
        const onEvent = (event: ReplicationEvent): void => {
          events.push(event);
          emit?.(event);
        };
        await createReplicator({
          retryPolicy: quickRetries,
          ...replicator,
          ...options,
          emit: onEvent,
        }).replicate(image, destination);
        return events;
      },
      expectComplete() {
        expect([...to.tags]).toEqual([['v1', seeded.digest]]);
        expect(to.images.get(seeded.digest)?.manifest).toBe(seeded.manifest);
        expect(to.layers.get(layer)?.content.size).toBe(layerSize);
        expect(registries.ecr.faults.waiting).toEqual([]);
      },
    };
  };

  return test.extend<{ readonly registries: TwoRegistries; readonly copy: ImageCopy }>({
    registries: [
      // eslint-disable-next-line no-empty-pattern -- vitest requires a destructured parameter
      async ({}, provide) => {
        const registries = await startTwoRegistries(registriesOptions);
        await provide(registries);
        await registries.close();
      },
      { scope: 'file' },
    ],
    copy: async ({ registries }, provide) => {
      registries.ecr.faults.clear();
      registries.ecr.network.shape = {};
      await provide(await prepareCopy(registries));
    },
  });
};
