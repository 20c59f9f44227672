import { expect } from 'vitest';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';

const MiB = 1024 * 1024;
const test = createTransferTest();
const image = (digest: string, ...destinationTags: string[]) => ({ digest, sourceTags: [], destinationTags });

test('does not move a tag that was set after the plan was created', async ({
  registries,
  plans,
  names,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { one, plan, destination } = await planTwoImages(MiB);
  await finished(transfers.start(plan.id).id);
  const other = await seedImage(destination(), [['other', 5]]);
  const { plan: next } = await plans.create(registries.request(names, [image(one.digest, 'new')]));
  putImage(destination(), { manifest: other.manifest, tag: 'new' });
  const transfer = await finished(transfers.start(next.id).id);
  expect(transfer.state).toMatchObject({ kind: 'failed', error: { code: 'plan-outdated' } });
  expect(destination().tags.get('new')).toBe(other.digest);
  await expect(transfers.retry(transfer.id)).rejects.toMatchObject({ data: { code: 'plan-outdated' } });
});

test('does not move a tag that was set after the plan found everything there, when layers are missing', async ({
  registries,
  plans,
  names,
  transfers,
  finished,
  planTwoImages,
}) => {
  const { one, plan, destination } = await planTwoImages(MiB);
  await finished(transfers.start(plan.id).id);
  const [tag] = [...destination().tags].find(([, digest]) => digest === one.digest) ?? [''];
  const other = await seedImage(destination(), [['other', 5]]);
  const { plan: next } = await plans.create(registries.request(names, [image(one.digest, tag)]));
  putImage(destination(), { manifest: other.manifest, tag });
  destination().layers.delete(one.layerDigests[0] ?? '');
  const transfer = await finished(transfers.start(next.id).id);
  expect(transfer.state).toMatchObject({ kind: 'failed', error: { code: 'plan-outdated' } });
  expect(destination().tags.get(tag)).toBe(other.digest);
});

test('fails before writing anything when a tag has moved at the source', async ({
  registries,
  plans,
  names,
  transfers,
  finished,
}) => {
  const { from, to } = names;
  const source = registries.source.createRepository(from);
  registries.destination.createRepository(to);
  const one = await seedImage(source, [['one', 10]], ['v1']);
  const two = await seedImage(source, [['two', 10]]);
  const { plan } = await plans.create(
    registries.request({ from, to }, [{ digest: one.digest, sourceTags: ['v1'], destinationTags: ['v1'] }]),
  );
  putImage(source, { manifest: two.manifest, tag: 'v1' });
  const transfer = await finished(transfers.start(plan.id).id);
  expect(transfer.state).toMatchObject({
    kind: 'failed',
    error: { code: 'plan-outdated', side: 'source' },
  });
  expect(registries.destination.repository(to).images.size).toBe(0);
});

test('fails when the destination repository was deleted', async ({
  registries,
  plans,
  names,
  transfers,
  finished,
}) => {
  const { from, to } = names;
  const { digest } = await seedImage(registries.source.createRepository(from), [['one', 10]], ['v1']);
  registries.destination.createRepository(to);
  const { plan } = await plans.create(registries.request({ from, to }, [image(digest, 'v1')]));
  await registries.destination.deleteRepository(to, { force: true });
  const transfer = await finished(transfers.start(plan.id).id);
  expect(transfer.state).toMatchObject({
    kind: 'failed',
    error: { code: 'repository-not-found', side: 'destination' },
  });
});

test.for([
  ['was set', { before: undefined, verify: true }],
  ['was moved', { before: 'other', verify: true }],
  ['was right, and was moved away', { before: 'wanted', verify: false }],
] as const)(
  'leaves a tag where somebody else puts it during the copy: it %s',
  async ([, { before, verify }], { registries, plans, names, transfers, finished }) => {
    const source = registries.source.createRepository(names.from);
    const destination = registries.destination.createRepository(names.to);
    const wanted = await seedImage(source, [['wanted', 10]]);
    const other = await seedImage(destination, [['other', 5]]);
    if (before === 'other') putImage(destination, { manifest: other.manifest, tag: 'v1' });
    if (before === 'wanted') {
      await seedImage(destination, [['wanted', 10]], ['v1']);
      expect(destination.tags.get('v1')).toBe(wanted.digest);
    }
    const images = [image(wanted.digest, ...(before === 'wanted' ? ['new'] : []), 'v1')];
    const { plan } = await plans.create(registries.request(names, images, { verify }));
    const hotfix = await seedImage(destination, [['hotfix', 5]]);
    // What was read of the tags has to be outdated when they are written.
    registries.ecr.network.shape = { latencyMs: before === 'wanted' ? 800 : 400 };
    registries.ecr.calls.clear();
    const { id } = transfers.start(plan.id);
    const started = before === 'wanted' ? 'PutImage' : 'InitiateLayerUpload';
    await expect.poll(() => registries.ecr.calls.of(started).length).toBeGreaterThan(0);
    putImage(destination, { manifest: hotfix.manifest, tag: 'v1' });
    const { state } = await finished(id);
    expect(destination.tags.get('v1')).toBe(hotfix.digest);
    expect(state).toMatchObject({
      kind: 'failed',
      error: {
        code: 'plan-outdated',
        side: 'destination',
        message: expect.stringContaining('Tag v1 was moved to'),
      },
    });
  },
);

test('of two transfers that write the same tag at the same time, one leaves the tag of the other', async ({
  registries,
  plans,
  names,
  transfers,
  finished,
}) => {
  const source = registries.source.createRepository(names.from);
  const destination = registries.destination.createRepository(names.to);
  const seeded = [await seedImage(source, [['one', 10]]), await seedImage(source, [['two', 10]])];
  const planned = await Promise.all(
    seeded.map(({ digest }) => plans.create(registries.request(names, [image(digest, 'v1')]))),
  );
  const started = planned.map(({ plan }) => transfers.start(plan.id));
  const ended = await Promise.all(started.map(({ id }) => finished(id)));
  const kept = ended.findIndex(({ state }) => state.kind === 'done');
  expect(destination.tags.get('v1')).toBe(seeded[kept]?.digest);
  expect(ended[1 - kept]).toMatchObject({
    state: { kind: 'failed', error: { code: 'plan-outdated' } },
    images: [{ state: { kind: 'failed', writtenTags: [] } }],
  });
});
