import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountProtection } from '../../../shared/models/account.ts';
import { accountNotesSchema } from '../../../shared/models/account.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { seedImage } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import type { Transfers } from '../../engine/transfers/transfers.ts';
import { resumeInterrupted } from '../../engine/transfers/queue/resume-interrupted.ts';
import { createTransfers } from '../../engine/transfers/transfers.ts';
import type { ConfirmedTransfers } from './confirm-account.ts';
import { confirmAccounts } from './confirm-account.ts';

const account = '222222222222';
let registries: TwoRegistries;
let plans: Plans;
let transfers: Transfers;
let confirmed: ConfirmedTransfers;
let protection: AccountProtection;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());

/** As after a start of the app. */
function start(store = createMemoryStore()): void {
  plans = createPlans(registries.access);
  transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries, store });
  confirmed = confirmAccounts({ plans, transfers, protection: () => protection });
}

const protect = (label?: string): void => {
  protection = {
    kind: 'known',
    notes: accountNotesSchema.parse({ [account]: { isProtected: true, label } }),
  };
};

beforeEach(() => {
  count += 1;
  start();
  protect('Prod');
});
afterEach(async () => {
  await transfers.cancelAll();
  registries.ecr.faults.clear();
});

const names = () => ({ from: `source/${count}`, to: `destination/${count}` });

async function makePlan(): Promise<string> {
  const source = registries.source.createRepository(names().from);
  registries.destination.createRepository(names().to);
  const { digest } = await seedImage(source, [['a', 1_000]], ['v1']);
  const request = registries.request(names(), [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }]);
  return (await plans.create(request)).plan.id;
}

const ended = () =>
  expect.poll(() => transfers.list().every(({ state }) => isFinished(state)), { timeout: 20_000 }).toBe(true);

const tags = () => [...registries.destination.repository(names().to).tags.keys()];

const refusal = {
  data: expect.objectContaining({
    code: 'account-protected',
    action: 'confirm-account',
    side: 'destination',
    message: expect.stringContaining(account),
  }),
};

async function failedTransfer(confirmation?: string): Promise<string> {
  registries.ecr.faults.deny({ action: 'ecr:PutImage' });
  const { id } = confirmed.start(await makePlan(), confirmation);
  await ended();
  expect(transfers.list()).toMatchObject([{ state: { kind: 'failed' } }]);
  registries.ecr.faults.clear();
  return id;
}

describe('a protected account', () => {
  test.each([undefined, '', 'prod', 'Prod ', account])('is not written into for %o', async (typed) => {
    const planId = await makePlan();
    registries.ecr.calls.clear();
    expect(() => confirmed.start(planId, typed)).toThrow(expect.objectContaining(refusal));
    expect(transfers.list()).toEqual([]);
    expect(registries.ecr.calls.all).toEqual([]);
  });

  test('is written into when its label is typed', async () => {
    confirmed.start(await makePlan(), 'Prod');
    await ended();
    expect(tags()).toEqual(['v1']);
  });

  test('without a label is confirmed by its number', async () => {
    protect();
    const planId = await makePlan();
    expect(() => confirmed.start(planId, 'Prod')).toThrow(expect.objectContaining(refusal));
    confirmed.start(planId, account);
    await ended();
    expect(tags()).toEqual(['v1']);
  });

  test('asks once for a transfer and all its retries', async () => {
    const id = await failedTransfer('Prod');
    registries.ecr.faults.deny({ action: 'ecr:PutImage' });
    const again = await confirmed.retry(id, undefined);
    await ended();
    registries.ecr.faults.clear();
    await confirmed.retry(again.id, undefined);
    await ended();
    expect(tags()).toEqual(['v1']);
  });

  test('that was not protected when the transfer began asks at the retry', async () => {
    protection = { kind: 'known', notes: {} };
    const id = await failedTransfer();
    protect('Prod');
    await expect(confirmed.retry(id, undefined)).rejects.toMatchObject(refusal);
    expect(transfers.list()).toMatchObject([{ id, state: { kind: 'failed' } }]);
    await confirmed.retry(id, 'Prod');
    await ended();
    expect(tags()).toEqual(['v1']);
  });

  test('asks again after the app has started anew', async () => {
    const store = createMemoryStore();
    start(store);
    registries.ecr.faults.add({ kind: 'stall', operation: 'InitiateLayerUpload', times: 2 });
    const { id } = confirmed.start(await makePlan(), 'Prod');
    await transfers.leave();
    registries.ecr.faults.clear();

    start(createMemoryStore(store.queue()));
    expect(transfers.list()).toMatchObject([{ id, state: { kind: 'interrupted' } }]);
    await expect(confirmed.retry(id, undefined)).rejects.toMatchObject(refusal);
    expect(transfers.list()).toMatchObject([{ id, state: { kind: 'interrupted' } }]);
    await confirmed.retry(id, 'Prod');
    await ended();
    expect(tags()).toEqual(['v1']);
  });
});

test('any other account is written into as it is', async () => {
  protection = {
    kind: 'known',
    notes: accountNotesSchema.parse({
      '111111111111': { isProtected: true },
      [account]: { label: 'Prod', isProtected: false },
    }),
  };
  confirmed.start(await makePlan(), undefined);
  await ended();
  expect(tags()).toEqual(['v1']);
});

describe('while the protected accounts are unknown', () => {
  beforeEach(() => {
    protection = { kind: 'unknown' };
  });

  test.each([undefined, '', 'Prod', '111111111111'])('no account is written into for %o', async (typed) => {
    const planId = await makePlan();
    registries.ecr.calls.clear();
    expect(() => confirmed.start(planId, typed)).toThrow(expect.objectContaining(refusal));
    expect(transfers.list()).toEqual([]);
    expect(registries.ecr.calls.all).toEqual([]);
  });

  test('an account is written into when its number is typed', async () => {
    confirmed.start(await makePlan(), account);
    await ended();
    expect(tags()).toEqual(['v1']);
  });

  test('a retry asks, of all images or of those that failed', async () => {
    protection = { kind: 'known', notes: {} };
    const id = await failedTransfer();
    protection = { kind: 'unknown' };
    await expect(confirmed.retry(id, undefined)).rejects.toMatchObject(refusal);
    await expect(confirmed.retryFailed(id, undefined)).rejects.toMatchObject(refusal);
    await confirmed.retry(id, account);
    await ended();
    expect(tags()).toEqual(['v1']);
  });

  test('what was interrupted is not resumed without confirmation', async () => {
    protection = { kind: 'known', notes: {} };
    const store = createMemoryStore();
    start(store);
    registries.ecr.faults.add({ kind: 'stall', operation: 'InitiateLayerUpload', times: 2 });
    confirmed.start(await makePlan(), undefined);
    await transfers.leave();
    registries.ecr.faults.clear();
    start(createMemoryStore(store.queue()));
    protection = { kind: 'unknown' };
    expect(await resumeInterrupted(transfers, (id) => confirmed.retry(id, undefined))).toEqual([]);
    expect(transfers.list()).toMatchObject([{ state: { kind: 'interrupted' } }]);
    expect(tags()).toEqual([]);
  });
});

test.each<[string, AccountProtection]>([
  ['protected', { kind: 'known', notes: accountNotesSchema.parse({ [account]: { isProtected: true } }) }],
  ['unknown', { kind: 'unknown' }],
])('a batch starts all of its plans or none: %s', async (_which, current) => {
  protection = current;
  const first = await makePlan();
  count += 1;
  const second = await makePlan();
  expect(() => confirmed.startAll([first, second], undefined)).toThrow(expect.objectContaining(refusal));
  expect(transfers.list()).toEqual([]);
  expect(confirmed.startAll([first, second], account)).toHaveLength(2);
  await ended();
  expect(tags()).toEqual(['v1']);
});

test('what is no longer there is told as such', async () => {
  expect(() => confirmed.start('gone', 'Prod')).toThrow(/no longer available/);
  await expect(confirmed.retry('gone', 'Prod')).rejects.toThrow(/no longer listed/);
});
