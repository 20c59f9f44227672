import { expect } from 'vitest';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createPlans } from '../plan/plan-store.ts';
import { createTransfers } from './transfers.ts';

// A retry moves the same tags from the same images as the plan that the user confirmed.

const test = createTransferTest()
  /** Plans an image that moves the tag `latest` of the destination from another one. */
  .extend('planMove', ({ registries, plans, names }) => async () => {
    const source = registries.source.createRepository(names.from);
    const destination = registries.destination.createRepository(names.to);
    const { digest } = await seedImage(source, [['wanted', 10]], ['latest']);
    const before = await seedImage(destination, [['before', 10]], ['latest']);
    const hotfix = await seedImage(destination, [['hotfix', 10]]);
    const { plan } = await plans.create(
      registries.request(names, [{ digest, sourceTags: ['latest'], destinationTags: ['latest'] }]),
    );
    return { plan, digest, before, hotfix, destination };
  });

test.for(['retry', 'retryFailed'] as const)(
  '%s does not move a tag that somebody else moved since the plan',
  async (retry, { registries, transfers, finished, planMove }) => {
    const { plan, digest, before, hotfix, destination } = await planMove();
    registries.ecr.faults.deny({ action: 'ecr:PutImage' });
    const { id } = await finished(transfers.start(plan.id).id);
    registries.ecr.faults.clear();
    putImage(destination, { manifest: hotfix.manifest, tag: 'latest' });
    await expect(transfers[retry](id)).rejects.toMatchObject({
      data: { code: 'plan-outdated', message: expect.stringContaining('Tag latest') },
    });
    expect(destination.tags.get('latest')).toBe(hotfix.digest);

    putImage(destination, { manifest: before.manifest, tag: 'latest' });
    await finished((await transfers[retry](id)).id);
    expect(destination.tags.get('latest')).toBe(digest);
  },
);

test('a later process does not move it either', async ({ registries, planMove, plans }) => {
  const { plan, hotfix, destination } = await planMove();
  const store = createMemoryStore();
  const options = { send: () => undefined, retryPolicy: quickRetries };
  const first = createTransfers({ ...options, plans, store });
  registries.ecr.faults.add({ kind: 'stall', operation: 'InitiateLayerUpload', times: 9 });
  first.start(plan.id);
  await first.stopForQuit();
  registries.ecr.faults.clear();
  putImage(destination, { manifest: hotfix.manifest, tag: 'latest' });
  const later = createMemoryStore(store.queue());
  const second = createTransfers({ ...options, plans: createPlans(registries.access), store: later });
  expect(await second.resumeInterrupted()).toEqual([]);
  expect(second.list()).toMatchObject([{ state: { kind: 'interrupted' } }]);
  expect(destination.tags.get('latest')).toBe(hotfix.digest);
});

test('a transfer that is not finished is not replaced by a retry', async ({
  registries,
  transfers,
  finished,
  planMove,
}) => {
  const { plan } = await planMove();
  registries.ecr.network.shape = { latencyMs: 200 };
  const { id } = transfers.start(plan.id);
  await expect(transfers.retry(id)).rejects.toMatchObject({
    data: { code: 'invalid-input', message: expect.stringContaining('is not finished') },
  });
  expect(transfers.list().map((each) => each.id)).toEqual([id]);
  expect(await finished(id)).toMatchObject({ state: { kind: 'done' } });
});
