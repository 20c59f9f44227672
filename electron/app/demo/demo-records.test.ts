import { expect, onTestFinished, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecords } from '../../engine/storage/records.ts';
import type { QueuedTransfer } from '../../engine/transfers/store/queued-transfer.ts';
import { sampleEntry, sampleId, sampleTransfer } from '../../testing/sample-records.ts';
import { createDemoRecords } from './demo-records.ts';

test('a transfer of the user is stored again when its removal is undone during the demo', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-records-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  let isDemo = false;
  const start = () => {
    const records = openRecords({ folder });
    const { store } = createDemoRecords({
      store: records,
      isDemo: () => isDemo,
      historyChanged: () => undefined,
    });
    let queue: readonly QueuedTransfer[] = [];
    store.onQueueRead((transfers) => (queue = transfers));
    return { records, store, queue: () => queue.map(({ id }) => id) };
  };
  const first = start();
  first.store.change({ kind: 'queued', transfer: sampleTransfer(1) });
  await first.records.close();

  const second = start();
  expect(second.queue()).toEqual([sampleId(1)]);
  second.store.change({ kind: 'queued', transfer: sampleTransfer(2) });
  isDemo = true;
  for (const number of [1, 2]) {
    second.store.change({ kind: 'removed', id: sampleId(number) });
    second.store.change({ kind: 'queued', transfer: sampleTransfer(number) });
  }
  second.store.change({ kind: 'queued', transfer: sampleTransfer(3) });
  second.store.change({ kind: 'queued', transfer: sampleTransfer(4) });
  second.store.change({ kind: 'finished', entry: sampleEntry(4) });
  await second.records.close();

  isDemo = false;
  const third = start();
  expect(third.queue()).toEqual([sampleId(1), sampleId(2)]);
  expect(third.records.history.count()).toBe(0);
  await third.records.close();
});
