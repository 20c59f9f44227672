import { expect, vi } from 'vitest';
import { applyTransferUpdate } from '../../../shared/models/transfer.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';

const MiB = 1024 * 1024;
const test = createTransferTest();

test('creates the repository, copies each blob once and ends with digests and URIs', async ({
  registries,
  transfers,
  finished,
  planTwoImages,
  names,
}) => {
  const { one, two, plan, destination } = await planTwoImages();
  registries.ecr.calls.clear();
  const started = transfers.start(plan.id);
  const transfer = await finished(started.id);

  expect(transfer.state.kind).toBe('done');
  expect([...destination().tags]).toEqual(
    expect.arrayContaining([
      ['v1', one.digest],
      ['v2', two.digest],
    ]),
  );
  expect(transfer.images.map(({ state }) => state)).toEqual([
    {
      kind: 'done',
      digest: one.digest,
      alreadyAtDestination: false,
      verified: true,
      verifiedAt: expect.any(Number),
      uris: [`222222222222.dkr.ecr.us-east-1.amazonaws.com/${names.to}:v1`],
    },
    {
      kind: 'done',
      digest: two.digest,
      alreadyAtDestination: false,
      verified: true,
      verifiedAt: expect.any(Number),
      uris: [`222222222222.dkr.ecr.us-east-1.amazonaws.com/${names.to}:v2`],
    },
  ]);
  expect(transfer.bytes.transferred).toBe(plan.bytes.toTransfer);
  expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(plan.blobs.length);
  expect(transfers.countUnfinished()).toBe(0);
});

test('sends updates that turn the first snapshot into the last one', async ({
  updates,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { plan } = await planTwoImages();
  const started = transfers.start(plan.id);
  const transfer = await finished(started.id);
  const followed = updates.reduce(applyTransferUpdate, started);
  expect({ ...followed, bytesPerSecond: 0 }).toEqual({ ...transfer, bytesPerSecond: 0 });
  for (const layer of Object.values(followed.layers)) expect(layer.state.kind).toBe('done');
});

test('transfers no data in a second run', async ({
  registries,
  plans,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { plan, request } = await planTwoImages();
  await finished(transfers.start(plan.id).id);
  const { plan: again } = await plans.create(request);
  expect(again.bytes.toTransfer).toBe(0);
  registries.ecr.calls.clear();
  const transfer = await finished(transfers.start(again.id).id);
  expect(transfer.images.every(({ state }) => state.kind === 'done' && state.alreadyAtDestination)).toBe(
    true,
  );
  expect(registries.ecr.calls.layerBytes).toBe(0);
});

test('leaves no tag when cancelled, and a retry completes the copy', async ({
  registries,
  updates,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { plan, destination, one } = await planTwoImages(12 * MiB);
  registries.ecr.network.shape = { latencyMs: 10, down: { bytesPerSecondPerConnection: 4 * MiB } };
  const { id } = transfers.start(plan.id);
  await expect.poll(() => updates.some(({ status }) => status.bytes.transferred > 4 * MiB)).toBe(true);
  await transfers.cancel(id);
  const cancelled = await finished(id);
  expect(cancelled.state.kind).toBe('cancelled');
  expect(cancelled.images.map(({ state }) => state)).toEqual([
    { kind: 'cancelled', writtenTags: [] },
    { kind: 'cancelled', writtenTags: [] },
  ]);
  expect([...destination().tags]).toEqual([]);

  registries.ecr.network.shape = {};
  const retried = await finished((await transfers.retry(id)).id);
  expect(retried.state.kind).toBe('done');
  expect(destination().tags.get('v1')).toBe(one.digest);
  expect(transfers.list()).toHaveLength(1);
});

test('fails without writing anything when it is not allowed to create the repository', async ({
  registries,
  names,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { plan } = await planTwoImages(10);
  registries.ecr.faults.deny({ action: 'ecr:CreateRepository' });
  const transfer = await finished(transfers.start(plan.id).id);
  expect(transfer.state).toMatchObject({
    kind: 'failed',
    error: {
      code: 'access-denied',
      side: 'destination',
      message: expect.stringContaining('Profile production is not allowed ecr:CreateRepository'),
    },
  });
  expect(
    registries.ecr.calls
      .of('InitiateLayerUpload', 'PutImage')
      .filter(({ repositoryName }) => repositoryName === names.to),
  ).toEqual([]);
});

test('copies the other image when one fails, and reports the side of the error', async ({
  registries,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { plan, two, destination, one } = await planTwoImages(MiB);
  const lost = two.layerDigests[1] ?? '';
  registries.ecr.faults.add({ kind: 'corrupt-layer', digest: lost, times: 9 });
  const transfer = await finished(transfers.start(plan.id).id);
  expect(transfer.state).toMatchObject({
    kind: 'failed',
    error: { code: 'digest-mismatch', side: 'source' },
  });
  expect(transfer.images.map(({ state }) => state.kind)).toEqual(['done', 'failed']);
  expect(transfer.layers[lost]?.state.kind).toBe('failed');
  expect([...destination().tags]).toEqual([['v1', one.digest]]);
});

test('the layers of an image that failed before it came to them are stopped', async ({
  registries,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { plan } = await planTwoImages(10);
  registries.ecr.faults.deny({ action: 'ecr:BatchCheckLayerAvailability' });
  // The layers that the plan found are checked again after a minute.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
  const { state, layers } = await finished(transfers.start(plan.id).id);
  vi.useRealTimers();
  expect(state).toMatchObject({ kind: 'failed', error: { code: 'access-denied' } });
  expect(new Set(Object.values(layers).map((layer) => layer.state.kind))).toEqual(new Set(['cancelled']));
});

test('starts a plan once', async ({ transfers, finished, planTwoImages }) => {
  const { plan } = await planTwoImages(MiB);
  const { id } = transfers.start(plan.id);
  expect(transfers.start(plan.id).id).toBe(id);
  await finished(id);
  expect(transfers.start(plan.id).id).toBe(id);
  expect(transfers.list()).toHaveLength(1);
});

test('starts one transfer for two retries at the same time', async ({
  registries,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { plan } = await planTwoImages(MiB);
  registries.ecr.faults.deny({ action: 'ecr:PutImage' });
  const { id } = await finished(transfers.start(plan.id).id);
  registries.ecr.faults.clear();
  const [first, second] = await Promise.all([transfers.retry(id), transfers.retry(id)]);
  expect(second.id).toBe(first.id);
  await finished(first.id);
  expect(transfers.list()).toHaveLength(1);
});

test('rejects a plan that is not cached and a transfer that is not listed', ({ transfers }) => {
  expect(() => transfers.start('nothing')).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ code: 'plan-outdated' }) }),
  );
  expect(() => transfers.remove(['nothing'])).toThrow(/no longer listed/);
});

test('removes a finished transfer from the list, but not a running one', async ({
  transfers,
  finished,
  planTwoImages,
}) => {
  const { plan } = await planTwoImages(MiB);
  const { id } = transfers.start(plan.id);
  transfers.remove([id]);
  expect(transfers.list()).toHaveLength(1);
  await finished(id);
  transfers.remove([id]);
  expect(transfers.list()).toEqual([]);
  expect(() => transfers.remove([id])).toThrow(/no longer listed/);
  transfers.restore([id, 'nothing']);
  expect(transfers.list().map((each) => each.id)).toEqual([id]);
});
