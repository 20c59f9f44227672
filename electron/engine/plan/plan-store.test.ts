import { expect } from 'vitest';
import { requestManyImages, seedManyImages } from '../../testing/seed-many-images.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { createPlans } from './plan-store.ts';
import { test } from '../../testing/registries-test.ts';

test('evicts the oldest unpinned plan, and a pinned plan after it is unpinned', async ({ registries }) => {
  const plans = createPlans(registries.access);
  const names = { from: 'plans/source', to: 'plans/destination', create: true };
  const { digest } = await seedImage(registries.source.createRepository(names.from), [['layer', 10]], ['v1']);
  const request = registries.request(names, [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }]);
  const create = async () => (await plans.create(request)).plan.id;
  const [pinned, unpinned] = [await create(), await create()];
  plans.pin(pinned);
  for (let number = 0; number < 20; number += 1) await create();
  expect(plans.get(pinned).plan.id).toBe(pinned);
  expect(() => plans.get(unpinned)).toThrow(/no longer available/);
  plans.unpin(pinned);
  expect(() => plans.get(pinned)).toThrow(/no longer available/);
});

test('evicts plans of many images sooner, but never the newest', async ({ registries }) => {
  const plans = createPlans(registries.access);
  const names = { from: 'large-plans/source', to: 'large-plans/destination', create: true };
  const source = registries.source.createRepository(names.from);
  seedManyImages(source, 1_100);
  const request = registries.request(names, requestManyImages(source));
  const create = async () => (await plans.create(request)).plan.id;
  const [first, second, third] = [await create(), await create(), await create()];
  expect(() => plans.get(first)).toThrow(/no longer available/);
  expect(plans.get(second).plan.id).toBe(second);
  expect(plans.get(third).plan.id).toBe(third);
});
