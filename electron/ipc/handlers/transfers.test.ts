import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, afterEach, expect } from 'vitest';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import type { Records } from '../../engine/storage/records.ts';
import { openRecords } from '../../engine/storage/records.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createTransfers } from '../../engine/transfers/transfers.ts';
import type { DemoRecords } from '../../app/demo/demo-records.ts';
import { createDemoRecords } from '../../app/demo/demo-records.ts';
import { createTransferHandlers } from './transfers.ts';
import { test as base } from '../../testing/registries-test.ts';

let folder: string;
let records: Records;
let reported: (readonly StorageProblem[])[];
let isDemo: boolean;
let demoRecords: DemoRecords;
let count = 0;

/** The ids in the database, read by another connection. */
function storedIds(): readonly unknown[] {
  const database = new DatabaseSync(join(folder, 'records.db'), { readOnly: true });
  const rows = database.prepare('SELECT id FROM queue UNION ALL SELECT id FROM history').all();
  database.close();
  return rows.map(({ id }) => id);
}

const test = base
  /** Creates the services, and a plan with one image. */
  .extend('start', ({ registries }) => async () => {
    records = openRecords({
      folder,
      pauses: [60_000],
      problemsChanged: () => reported.push(records.problems()),
    });
    const names = { from: `stored/source-${count}`, to: `stored/destination-${count}` };
    const { digest } = await seedImage(registries.source.createRepository(names.from), [['a', 1000]], ['v1']);
    registries.destination.createRepository(names.to);
    const plans = createPlans(registries.access);
    const ended = Promise.withResolvers<void>();
    demoRecords = createDemoRecords({
      store: records,
      isDemo: () => isDemo,
      historyChanged: () => undefined,
    });
    const transfers = createTransfers({
      plans,
      send: () => undefined,
      retryPolicy: quickRetries,
      store: demoRecords.store,
      onFinished: () => ended.resolve(),
    });
    const handlers = createTransferHandlers({
      transfers,
      records,
      saveText: () => Promise.resolve(null),
    });
    const { plan } = await plans.create(
      registries.request(names, [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }]),
    );
    return { handlers, plan, ended: ended.promise, tags: registries.destination.repository(names.to).tags };
  });

beforeEach(async () => {
  count += 1;
  isDemo = false;
  reported = [];
  folder = await mkdtemp(join(tmpdir(), 'transfer-handlers-'));
});
afterEach(async () => {
  await records.close();
  await rm(folder, { recursive: true });
});

test('answers a start after the transfer is on disk', async ({ start }) => {
  const { handlers, plan, ended } = await start();
  const { id } = await handlers['transfers.start']({ planId: plan.id });
  expect(storedIds()).toEqual([id]);
  await ended;
  await records.settled();
  expect(storedIds()).toEqual([id]);
});

test('reports a transfer that cannot be stored before the answer, runs it and stores it later', async ({
  start,
}) => {
  await mkdir(join(folder, 'records.db'));
  const { handlers, plan, ended, tags } = await start();
  const { id } = await handlers['transfers.start']({ planId: plan.id });
  expect(reported.at(-1)).toMatchObject([{ kind: 'records-not-opened', failure: { folder } }]);
  await ended;
  expect([...tags.keys()]).toEqual(['v1']);
  await rm(join(folder, 'records.db'), { recursive: true });
  await records.retry();
  expect(storedIds()).toEqual([id]);
  expect(reported.at(-1)).toEqual([]);
});

test('records a transfer of the demo in memory and not in the database, until the demo ends', async ({
  start,
}) => {
  const { handlers, plan, ended } = await start();
  isDemo = true;
  const { id } = await handlers['transfers.start']({ planId: plan.id });
  await ended;
  await records.settled();
  expect(storedIds()).toEqual([]);
  expect(demoRecords.entries()).toMatchObject([{ id, demo: true, result: 'verified' }]);
  demoRecords.clear();
  expect(demoRecords.entries()).toEqual([]);
});

test('neither stores nor records a demo transfer that finishes after the demo', async ({ start }) => {
  const { handlers, plan, ended } = await start();
  isDemo = true;
  await handlers['transfers.start']({ planId: plan.id });
  isDemo = false;
  await ended;
  await records.settled();
  expect(storedIds()).toEqual([]);
  expect(demoRecords.entries()).toEqual([]);
});
