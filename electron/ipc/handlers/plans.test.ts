import { expect } from 'vitest';
import type { AccountProtection } from '../../../shared/models/account.ts';
import { accountNotesSchema } from '../../../shared/models/account.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { createPlanHandlers } from './plans.ts';
import { test } from '../../testing/registries-test.ts';

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
    createPlanHandlers({ plans, protection: () => protection })['plans.restoreArchived']({
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
