import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { AccountProtection } from '../../../shared/models/account.ts';
import { accountNotesSchema } from '../../../shared/models/account.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { Plans } from '../plan/plan-store.ts';
import { createPlans } from '../plan/plan-store.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import type { Transfers } from './transfers.ts';
import { createTransfers } from './transfers.ts';
import { test as base } from '../../testing/registries-test.ts';

const account = '222222222222';
let plans: Plans;
let transfers: Transfers;
let protection: AccountProtection;
let count = 0;

const protect = (label?: string): void => {
  protection = {
    kind: 'known',
    notes: accountNotesSchema.parse({ [account]: { isProtected: true, label } }),
  };
};

const names = () => ({ from: `source/${count}`, to: `destination/${count}` });

const allFinished = () =>
  expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);

const refusal = {
  data: expect.objectContaining({
    code: 'account-protected',
    action: 'confirm-account',
    side: 'destination',
    message: expect.stringContaining(account),
  }),
};

const test = base
  /** Creates the services as the start of the app does. */
  .extend('start', ({ registries }) => (store = createMemoryStore()): void => {
    plans = createPlans(registries.access);
    transfers = createTransfers({
      plans,
      send: () => undefined,
      retryPolicy: quickRetries,
      store,
      protection: () => protection,
    });
  })
  .extend('makePlan', ({ registries }) => async (): Promise<string> => {
    const source = registries.source.createRepository(names().from);
    registries.destination.createRepository(names().to);
    const { digest } = await seedImage(source, [['a', 1_000]], ['v1']);
    const request = registries.request(names(), [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }]);
    return (await plans.create(request)).plan.id;
  })
  .extend('tags', ({ registries }) => () => [...registries.destination.repository(names().to).tags.keys()])
  .extend(
    'startFailingTransfer',
    ({ registries, makePlan }) =>
      async (confirmation?: string): Promise<string> => {
        registries.ecr.faults.deny({ action: 'ecr:PutImage' });
        const { id } = transfers.start(await makePlan(), confirmation);
        await allFinished();
        expect(transfers.list()).toMatchObject([{ state: { kind: 'failed' } }]);
        registries.ecr.faults.clear();
        return id;
      },
  );

test.beforeEach(({ start }) => {
  count += 1;
  start();
  protect('Prod');
});
afterEach(async () => {
  await transfers.cancelAll();
});

describe('a protected account', () => {
  test.for([undefined, '', 'prod', 'Prod ', account])(
    'is not written to with the confirmation %o',
    async (typed, { registries, makePlan }) => {
      const planId = await makePlan();
      registries.ecr.calls.clear();
      expect(() => transfers.start(planId, typed)).toThrow(expect.objectContaining(refusal));
      expect(transfers.list()).toEqual([]);
      expect(registries.ecr.calls.all).toEqual([]);
    },
  );

  test('is written to with its label as confirmation', async ({ makePlan, tags }) => {
    transfers.start(await makePlan(), 'Prod');
    await allFinished();
    expect(tags()).toEqual(['v1']);
  });

  test('without a label is confirmed by its ID', async ({ makePlan, tags }) => {
    protect();
    const planId = await makePlan();
    expect(() => transfers.start(planId, 'Prod')).toThrow(expect.objectContaining(refusal));
    transfers.start(planId, account);
    await allFinished();
    expect(tags()).toEqual(['v1']);
  });

  test('needs one confirmation for a transfer and its retries', async ({
    registries,
    tags,
    startFailingTransfer,
  }) => {
    const id = await startFailingTransfer('Prod');
    registries.ecr.faults.deny({ action: 'ecr:PutImage' });
    const again = await transfers.retry(id, undefined);
    await allFinished();
    registries.ecr.faults.clear();
    await transfers.retry(again.id, undefined);
    await allFinished();
    expect(tags()).toEqual(['v1']);
  });

  test('that was protected after the start needs a confirmation for a retry', async ({
    tags,
    startFailingTransfer,
  }) => {
    protection = { kind: 'known', notes: {} };
    const id = await startFailingTransfer();
    protect('Prod');
    await expect(transfers.retry(id, undefined)).rejects.toMatchObject(refusal);
    expect(transfers.list()).toMatchObject([{ id, state: { kind: 'failed' } }]);
    await transfers.retry(id, 'Prod');
    await allFinished();
    expect(tags()).toEqual(['v1']);
  });

  test('that becomes protected while a retry is planned is not written to', async ({
    tags,
    startFailingTransfer,
  }) => {
    protection = { kind: 'known', notes: {} };
    const id = await startFailingTransfer();
    const retried = transfers.retry(id, undefined);
    protect('Prod');
    await expect(retried).rejects.toMatchObject(refusal);
    expect(tags()).toEqual([]);
  });

  test('needs a confirmation again after the app was restarted', async ({
    registries,
    start,
    makePlan,
    tags,
  }) => {
    const store = createMemoryStore();
    start(store);
    registries.ecr.faults.add({ kind: 'stall', operation: 'InitiateLayerUpload', times: 2 });
    const { id } = transfers.start(await makePlan(), 'Prod');
    await transfers.stopForQuit();
    registries.ecr.faults.clear();

    start(createMemoryStore(store.queue()));
    expect(transfers.list()).toMatchObject([{ id, state: { kind: 'interrupted' } }]);
    await expect(transfers.retry(id, undefined)).rejects.toMatchObject(refusal);
    expect(transfers.list()).toMatchObject([{ id, state: { kind: 'interrupted' } }]);
    await transfers.retry(id, 'Prod');
    await allFinished();
    expect(tags()).toEqual(['v1']);
  });
});

test('writes to an unprotected account without confirmation', async ({ makePlan, tags }) => {
  protection = {
    kind: 'known',
    notes: accountNotesSchema.parse({
      '111111111111': { isProtected: true },
      [account]: { label: 'Prod', isProtected: false },
    }),
  };
  transfers.start(await makePlan(), undefined);
  await allFinished();
  expect(tags()).toEqual(['v1']);
});

describe('while the protected accounts are unknown', () => {
  beforeEach(() => {
    protection = { kind: 'unknown' };
  });

  test.for([undefined, '', 'Prod', '111111111111'])(
    'writes to no account with the confirmation %o',
    async (typed, { registries, makePlan }) => {
      const planId = await makePlan();
      registries.ecr.calls.clear();
      expect(() => transfers.start(planId, typed)).toThrow(expect.objectContaining(refusal));
      expect(transfers.list()).toEqual([]);
      expect(registries.ecr.calls.all).toEqual([]);
    },
  );

  test('writes to an account with its number as confirmation', async ({ makePlan, tags }) => {
    transfers.start(await makePlan(), account);
    await allFinished();
    expect(tags()).toEqual(['v1']);
  });

  test('needs a confirmation for a retry of all or of failed images', async ({
    tags,
    startFailingTransfer,
  }) => {
    protection = { kind: 'known', notes: {} };
    const id = await startFailingTransfer();
    protection = { kind: 'unknown' };
    await expect(transfers.retry(id, undefined)).rejects.toMatchObject(refusal);
    await expect(transfers.retryFailed(id, undefined)).rejects.toMatchObject(refusal);
    await transfers.retry(id, account);
    await allFinished();
    expect(tags()).toEqual(['v1']);
  });

  test('does not resume interrupted transfers without confirmation', async ({
    registries,
    start,
    makePlan,
    tags,
  }) => {
    protection = { kind: 'known', notes: {} };
    const store = createMemoryStore();
    start(store);
    registries.ecr.faults.add({ kind: 'stall', operation: 'InitiateLayerUpload', times: 2 });
    transfers.start(await makePlan(), undefined);
    await transfers.stopForQuit();
    registries.ecr.faults.clear();
    start(createMemoryStore(store.queue()));
    protection = { kind: 'unknown' };
    expect(await transfers.resumeInterrupted()).toEqual([]);
    expect(transfers.list()).toMatchObject([{ state: { kind: 'interrupted' } }]);
    expect(tags()).toEqual([]);
  });
});

test.for<[string, AccountProtection]>([
  ['protected', { kind: 'known', notes: accountNotesSchema.parse({ [account]: { isProtected: true } }) }],
  ['unknown', { kind: 'unknown' }],
])('starts all plans of a batch or none: %s', async ([_which, current], { makePlan, tags }) => {
  protection = current;
  const first = await makePlan();
  count += 1;
  const second = await makePlan();
  expect(() => transfers.startAll([first, second], undefined)).toThrow(expect.objectContaining(refusal));
  expect(transfers.list()).toEqual([]);
  expect(transfers.startAll([first, second], account)).toHaveLength(2);
  await allFinished();
  expect(tags()).toEqual(['v1']);
});

test('starts no plan of a batch with one that can copy nothing', async ({ registries, makePlan }) => {
  const sound = await makePlan();
  const missing = `sha256:${'0'.repeat(64)}`;
  const request = registries.request(names(), [{ digest: missing, sourceTags: [], destinationTags: ['v1'] }]);
  const { plan } = await plans.create(request);
  expect(() => transfers.startAll([sound, plan.id], 'Prod')).toThrow(/not|no longer/);
  expect(transfers.list()).toEqual([]);
});

test('rejects an unknown plan and an unknown transfer', async () => {
  expect(() => transfers.start('gone', 'Prod')).toThrow(/^This plan is no longer/);
  await expect(transfers.retry('gone', 'Prod')).rejects.toThrow(/no longer listed/);
});
