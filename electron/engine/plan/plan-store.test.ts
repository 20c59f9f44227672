import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedImage } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { startTwoRegistries } from '../../testing/two-registries.ts';
import { createPlans } from './plan-store.ts';

let registries: TwoRegistries;
beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());

test('plans that nobody holds are forgotten in time, those that somebody holds when they are released', async () => {
  const plans = createPlans(registries.access);
  const names = { from: 'plans/source', to: 'plans/destination', create: true };
  const { digest } = await seedImage(registries.source.createRepository(names.from), [['layer', 10]], ['v1']);
  const request = registries.request(names, [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }]);
  const create = async () => (await plans.create(request)).plan.id;
  const [held, loose] = [await create(), await create()];
  plans.pin(held);
  for (let number = 0; number < 20; number += 1) await create();
  expect(plans.get(held).plan.id).toBe(held);
  expect(() => plans.get(loose)).toThrow(/no longer held/);
  plans.unpin(held);
  expect(() => plans.get(held)).toThrow(/no longer held/);
});
