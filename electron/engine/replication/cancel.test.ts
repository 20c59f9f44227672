import { expect } from 'vitest';
import { createCopyTest } from '../../testing/copy-test.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import type { ReplicationEvent } from './upload/replication-event.ts';
import { createReplicator } from './replicator.ts';

/** Everything is a tenth of its real size, because these tests spend their time on bytes. */
const unit = 100 * 1024;
const test = createCopyTest({
  registries: { parts: { proposed: 10 * unit, smallest: 5 * unit } },
  layerSize: 25 * unit,
  replicator: { uploadMethod: 'api' },
  hasConfig: true,
});

test('reports which tag is written before a failure between two tags', async ({ copy, registries }) => {
  const written: string[] = [];
  const replicator = createReplicator({
    retryPolicy: quickRetries,
    emit: (event) => {
      if (event.kind !== 'tag-written') return;
      written.push(event.tag);
      registries.ecr.faults.add({ kind: 'limit-exceeded', operation: 'PutImage' });
    },
  });
  await expect(replicator.replicate(copy.image, copy.destination, ['v1', 'v2', 'v3'])).rejects.toMatchObject({
    data: { code: 'quota-exceeded' },
  });
  expect(written).toEqual(['v1']);
  expect([...copy.to.tags]).toEqual([['v1', copy.seeded.digest]]);
});

test('reports a tag as unsure when its PutImage is cancelled', async ({ copy, registries }) => {
  const controller = new AbortController();
  const events: ReplicationEvent[] = [];
  await createReplicator({ uploadMethod: 'api', retryPolicy: quickRetries }).replicate(
    copy.image,
    copy.destination,
    [],
  );
  registries.ecr.faults.add({ kind: 'stall', operation: 'PutImage', repositoryName: copy.to.name });
  registries.ecr.calls.clear();
  const running = copy.replicate({ signal: controller.signal, emit: (event) => events.push(event) });
  await expect.poll(() => registries.ecr.calls.of('PutImage').length).toBe(1);
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(events.filter(({ kind }) => kind.startsWith('tag-'))).toEqual([
    { kind: 'tag-unsure', digest: copy.seeded.digest, tag: 'v1' },
  ]);
});

test('cancelling does not wait for bytes and leaves no tag, and a later run completes', async ({
  copy,
  registries,
}) => {
  const controller = new AbortController();
  registries.ecr.network.shape = { latencyMs: 20 };
  const running = copy.replicate({
    signal: controller.signal,
    emit(event) {
      if (event.kind !== 'layer-bytes' || event.sent === 0 || controller.signal.aborted) return;
      // Without the cancellation, the rest would take days.
      registries.ecr.network.shape = { up: { bytesPerSecondTotal: 1 } };
      controller.abort();
    },
  });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect([...copy.to.tags]).toEqual([]);
  expect(copy.to.images.size).toBe(0);

  registries.ecr.network.shape = {};
  await copy.replicate();
  copy.expectComplete();
});

test('cancelling ends a stalled part at once', async ({ copy, registries }) => {
  const controller = new AbortController();
  registries.ecr.faults.add({ kind: 'stall', operation: 'UploadLayerPart' });
  const stalled = copy.replicate({ signal: controller.signal });
  await expect.poll(() => registries.ecr.calls.of('UploadLayerPart').length).toBeGreaterThan(0);
  controller.abort();
  await expect(stalled).rejects.toMatchObject({ name: 'AbortError' });
});

test('cancelling leaves a stalled PutImage a moment to respond, then ends it', async ({
  copy,
  registries,
}) => {
  const controller = new AbortController();
  registries.ecr.faults.add({ kind: 'stall', operation: 'PutImage' });
  const stalled = copy.replicate({ signal: controller.signal });
  await expect.poll(() => registries.ecr.faults.waiting).toEqual([]);
  const cancelledAt = performance.now();
  controller.abort();
  await expect(stalled).rejects.toMatchObject({ name: 'AbortError' });
  // A call without a response is otherwise given up after half a minute.
  expect(performance.now() - cancelledAt).toBeLessThan(15_000);
  expect([...copy.to.tags]).toEqual([]);
});
