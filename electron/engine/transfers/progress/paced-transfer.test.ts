import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFinished } from '../../../../shared/models/transfer.ts';
import { defaultPacingPolicy } from '../../aws/clients/pacing.ts';
import { createPlans } from '../../plan/plan-store.ts';
import { seedImage, seedIndex } from '../../../testing/seed-image.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { startTwoRegistries } from '../../../testing/two-registries.ts';
import { createTransfers } from '../transfers.ts';

let registries: TwoRegistries;
beforeAll(async () => {
  registries = await startTwoRegistries({ throttle: 'quota', pacingPolicy: defaultPacingPolicy });
});
afterAll(() => registries.close());

test('sixty manifests of three images at once stay within ECR’s ten a second', async () => {
  const source = registries.source.createRepository('paced/source');
  const destination = registries.destination.createRepository('paced/destination');
  const indexes: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    const children = [];
    for (let child = 1; child <= 19; child += 1)
      children.push(await seedImage(source, [[`${name}-${child}`, 100]]));
    indexes.push(seedIndex(source, children, [name]));
  }
  const plans = createPlans(registries.access);
  const transfers = createTransfers({ plans, send: () => undefined });
  const { plan } = await plans.create(
    registries.request(
      { from: 'paced/source', to: 'paced/destination' },
      indexes.map((digest, index) => ({ digest, sourceTags: [], destinationTags: [`tag-${index}`] })),
      { referrers: false },
    ),
  );
  registries.ecr.calls.clear();
  transfers.start(plan.id);
  await expect
    .poll(() => transfers.list().every(({ state }) => isFinished(state)), { timeout: 30_000 })
    .toBe(true);

  expect(transfers.list()[0]?.state.kind).toBe('done');
  expect([...destination.tags.keys()].toSorted()).toEqual(['tag-0', 'tag-1', 'tag-2']);
  const puts = registries.ecr.calls.of('PutImage');
  expect(puts.filter(({ outcome }) => outcome === 'ok')).toHaveLength(60);
  expect(puts.filter(({ outcome }) => outcome === 'ThrottlingException').length).toBeLessThan(5);
});
