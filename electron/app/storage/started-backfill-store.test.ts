import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createStartedBackfills } from '../../engine/ecr-replication/started-backfills.ts';
import { recordingLog } from '../../testing/recording-log.ts';
import { openSettings } from './settings.ts';
import { createStartedBackfillStore } from './started-backfill-store.ts';

const backfill = (id: string) => ({
  id,
  selection: { profile: 'build', region: 'eu-west-1' },
  source: { accountId: '111111111111', region: 'eu-west-1' },
  destination: { accountId: '222222222222', region: 'us-east-1' },
  startedAt: Date.now(),
  status: 'IN_PROGRESS' as const,
});

test('keeps every backfill that starts or ends while the settings are written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'started-backfills-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const settings = await openSettings(folder, recordingLog());
  const started = createStartedBackfills(createStartedBackfillStore(settings, () => false));
  for (const id of ['one', 'two', 'three']) started.record(backfill(id));
  started.record({ ...backfill('two'), status: 'COMPLETE' });
  // Changes are made one after another, so this one is the last.
  await settings.file.change((content) => content);
  const again = await openSettings(folder, recordingLog());
  expect(again.read().backfills.map(({ id }) => id)).toEqual(['three', 'one']);
});

test('stores no backfill of the demo', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'started-backfills-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const settings = await openSettings(folder, recordingLog());
  let isDemo = false;
  const started = createStartedBackfills(createStartedBackfillStore(settings, () => isDemo));
  started.record(backfill('one'));
  await settings.file.change((content) => content);
  isDemo = true;
  started.record(backfill('of the demo'));
  expect(started.list()).toEqual([]);
  isDemo = false;
  await settings.file.change((content) => content);
  expect(started.list().map(({ id }) => id)).toEqual(['one']);
});
