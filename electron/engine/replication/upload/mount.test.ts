import { describe, expect } from 'vitest';
import type { ImageCopy } from '../../../testing/copy-test.ts';
import { createCopyTest } from '../../../testing/copy-test.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import type { ReplicationEvent } from './replication-event.ts';
import { createReplicator } from '../replicator.ts';

const MiB = 1024 * 1024;
/** A little more than two parts of the minimum size. */
const layerSize = 11 * MiB;
const test = createCopyTest({ layerSize, replicator: { uploadMethod: 'auto' } });
const testSameRegistry = createCopyTest({
  layerSize,
  replicator: { uploadMethod: 'auto' },
  isSameRegistry: true,
});

const layerCalls = ({ ecr }: TwoRegistries, service: 'api' | 'registry') =>
  ecr.calls
    .of('InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload')
    .filter((call) => call.service === service);

/** Layer bytes that arrived at the registry endpoint. */
const sentBytes = (registries: TwoRegistries): number =>
  layerCalls(registries, 'registry').reduce((sum, { bytes }) => sum + bytes, 0);

describe('between two repositories of one registry', () => {
  testSameRegistry('mounts layers without transferring a byte', async ({ copy, registries }) => {
    registries.source.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    const events = await copy.replicate();
    copy.expectComplete();
    expect(registries.ecr.calls.layerBytes).toBe(0);
    expect(events).toContainEqual({ kind: 'layer', digest: copy.layer, state: 'mounted' });
  });

  testSameRegistry('sends layers when mounting is not enabled', async ({ copy, registries }) => {
    registries.source.accountSettings.set('BLOB_MOUNTING', 'DISABLED');
    await copy.replicate();
    copy.expectComplete();
    expect(sentBytes(registries)).toBeGreaterThanOrEqual(layerSize);
  });
});

/** Copies one image into two repositories of the destination's registry, one after the other, with one replicator. */
const replicateTwice = async (
  registries: TwoRegistries,
  copy: ImageCopy,
  mounting: 'ENABLED' | 'DISABLED',
  beforeSecond: (repositoryName: string) => void = () => undefined,
): Promise<readonly ReplicationEvent[]> => {
  registries.destination.accountSettings.set('BLOB_MOUNTING', mounting);
  const second = registries.destination.createRepository(`${copy.to.name}-second`);
  const events: ReplicationEvent[] = [];
  const replicator = createReplicator({ retryPolicy: quickRetries, emit: (event) => events.push(event) });
  await replicator.replicate(copy.image, copy.destination);
  registries.ecr.calls.clear();
  beforeSecond(second.name);
  await replicator.replicate(copy.image, await registries.destinationRepository(second.name));
  copy.expectComplete();
  expect([...second.tags]).toEqual([['v1', copy.seeded.digest]]);
  expect(second.layers.get(copy.layer)?.content.size).toBe(layerSize);
  return events;
};

describe('into two repositories of another registry', () => {
  test('uploads layers once, and mounts them from the first into the second', async ({
    copy,
    registries,
  }) => {
    const events = await replicateTwice(registries, copy, 'ENABLED');
    expect(registries.ecr.calls.layerBytes).toBe(0);
    expect(events).toContainEqual({ kind: 'layer', digest: copy.layer, state: 'mounted' });
  });

  test('sends layers when mounting is not enabled', async ({ copy, registries }) => {
    await replicateTwice(registries, copy, 'DISABLED');
    expect(sentBytes(registries)).toBeGreaterThanOrEqual(layerSize);
  });

  test('sends layers through the registry endpoint when it refuses a mount', async ({ copy, registries }) => {
    await replicateTwice(registries, copy, 'ENABLED', (repositoryName) =>
      registries.ecr.faults.add({
        kind: 'access-denied',
        operation: 'InitiateLayerUpload',
        repositoryName,
        times: 2,
      }),
    );
    expect(layerCalls(registries, 'api')).toEqual([]);
    expect(layerCalls(registries, 'registry').filter(({ outcome }) => outcome !== 'ok')).toHaveLength(2);
    expect(sentBytes(registries)).toBeGreaterThanOrEqual(layerSize);
  });
});
