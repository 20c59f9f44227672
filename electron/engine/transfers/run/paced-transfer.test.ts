import { expect } from 'vitest';
import { createTransferTest } from '../../../testing/transfer-test.ts';
import { seedImage, seedIndex } from '../../../testing/seed-image.ts';
import { defaultPacingPolicy } from '../../aws/clients/pacing.ts';

const test = createTransferTest({ throttle: 'quota', pacingPolicy: defaultPacingPolicy });

test('puts sixty manifests of three images within the ECR quota of ten a second', async ({
  registries,
  plans,
  transfers,
  names,
  finished,
}) => {
  const source = registries.source.createRepository(names.from);
  const destination = registries.destination.createRepository(names.to);
  const indexes: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    const children = [];
    for (let child = 1; child <= 19; child += 1)
      children.push(await seedImage(source, [[`${name}-${child}`, 100]]));
    indexes.push(seedIndex(source, children, [name]));
  }
  const { plan } = await plans.create(
    registries.request(
      names,
      indexes.map((digest, index) => ({ digest, sourceTags: [], destinationTags: [`tag-${index}`] })),
      { referrers: false },
    ),
  );
  registries.ecr.calls.clear();
  const { state } = await finished(transfers.start(plan.id).id);

  expect(state.kind).toBe('done');
  expect([...destination.tags.keys()].toSorted()).toEqual(['tag-0', 'tag-1', 'tag-2']);
  const puts = registries.ecr.calls.of('PutImage');
  expect(puts.filter(({ outcome }) => outcome === 'ok')).toHaveLength(60);
  expect(puts.filter(({ outcome }) => outcome === 'ThrottlingException').length).toBeLessThan(5);
});
