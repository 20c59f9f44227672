import { expect } from 'vitest';
import type { AccountProtection } from '../../../shared/models/account.ts';
import { accountNotesSchema } from '../../../shared/models/account.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { createPlanHandlers } from './plans.ts';
import { test } from '../../testing/registries-test.ts';

const neverSaved = () => Promise.reject(new Error('Nothing is saved.'));

const account = '111111111111';
const known = (isProtected: boolean): AccountProtection => ({
  kind: 'known',
  notes: accountNotesSchema.parse({ [account]: { isProtected } }),
});

test('restores an archived image only when the source account is known and not protected', async ({
  registries,
}) => {
  const names = { from: 'restore/source', to: 'restore/destination', create: true };
  const source = registries.source.createRepository(names.from);
  const { digest } = await seedImage(source, [['layer', 1_000]], ['v1']);
  setArchived(source, digest, true);
  const plans = createPlans(registries.access);
  const request = registries.request(names, [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }]);
  const { plan } = await plans.create(request);
  const restore = (protection: AccountProtection) =>
    createPlanHandlers({ plans, protection: () => protection, saveText: neverSaved })[
      'plans.restoreArchived'
    ]({
      planId: plan.id,
    });

  for (const protection of [known(true), { kind: 'unknown' } as const]) {
    await expect(restore(protection)).rejects.toMatchObject({
      data: { code: 'account-protected', side: 'source', message: expect.stringContaining(account) },
    });
  }
  expect(registries.ecr.calls.of('UpdateImageStorageClass')).toEqual([]);
  expect(source.images.get(digest)?.status).toBe('ARCHIVED');

  await restore(known(false));
  expect(registries.ecr.calls.of('UpdateImageStorageClass')).toHaveLength(1);
  expect(source.images.get(digest)?.status).toBe('ACTIVE');
});

test('saves a plan in the form that the command line prints', async ({ registries }) => {
  const names = { from: 'save/source', to: 'save/destination', create: true };
  const { digest } = await seedImage(
    registries.source.createRepository(names.from),
    [['layer', 1_000]],
    ['v1'],
  );
  const plans = createPlans(registries.access);
  const request = registries.request(names, [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }]);
  const { plan } = await plans.create(request);
  const saved: { readonly name: string; readonly text: unknown; readonly format: string }[] = [];
  const handlers = createPlanHandlers({
    plans,
    protection: () => known(false),
    async saveText(file) {
      saved.push(file);
      return '/home/sam/plan.json';
    },
  });
  expect(await handlers['plans.save']({ planId: plan.id })).toBe('/home/sam/plan.json');
  expect(saved).toMatchObject([
    { name: `plan-save-destination-${plan.id.slice(0, 8)}.json`, format: 'json' },
  ]);
  const text = String(saved[0]?.text);
  expect(text.split('\n')).toHaveLength(2);
  expect(JSON.parse(text)).toEqual({
    version: 1,
    ...JSON.parse(JSON.stringify(plan)),
    // The earlier name stays, because tools may read it.
    way: plan.uploadStrategy,
  });
  await expect(handlers['plans.save']({ planId: request.source.profile })).rejects.toMatchObject({
    data: { code: 'plan-outdated' },
  });
  expect(saved).toHaveLength(1);
});
