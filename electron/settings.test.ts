import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settingsChangeSchema, settingsSchema } from '../shared/models/settings.ts';
import { recordingLog } from './recording-log.ts';
import { openSettings } from './settings.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a first start has the defaults', async () => {
  const settings = await openSettings(folder, recordingLog());
  expect(settings.read()).toEqual(settingsSchema.parse({}));
  expect(settings.brokenFile).toBeUndefined();
});

test('every part can be changed by itself', async () => {
  const settings = await openSettings(folder, recordingLog());
  const transfers = { atOnce: 3, layersAtOnce: 8, bandwidth: 1_000_000 };
  const notifications = { whenEnded: false, whenWaiting: true };
  const replication = { referrers: false, verify: true, door: 'api' } as const;
  await settings.change({ transfers });
  await settings.change({ notifications });
  await settings.change({ replication });
  const changed = await settings.change({ appearance: 'dark' });
  expect(changed).toMatchObject({ transfers, notifications, replication, appearance: 'dark' });
  expect((await openSettings(folder, recordingLog())).read()).toEqual(changed);
});

test.each([
  { transfers: { atOnce: 0, layersAtOnce: 4 } },
  { transfers: { atOnce: 1, layersAtOnce: 65 } },
  { transfers: { atOnce: 1, layersAtOnce: 4, bandwidth: 1000 } },
  { appearance: 'pink' },
])('%j is refused', (change) => {
  expect(settingsChangeSchema.safeParse(change).success).toBe(false);
});

test('a change replaces its part, leaves the others and is remembered', async () => {
  const settings = await openSettings(folder, recordingLog());
  const destination = { profile: 'lab', regions: { lab: 'eu-west-1' } };
  await settings.change(settingsChangeSchema.parse({ destination }));
  const source = { profile: 'prod', regions: { prod: 'us-west-2' } };
  const changed = await settings.change(settingsChangeSchema.parse({ source }));
  expect(changed).toMatchObject({ source, destination });
  const again = await openSettings(folder, recordingLog());
  expect(again.read()).toEqual(changed);
});

test('a part given as undefined is a part left out', async () => {
  const settings = await openSettings(folder, recordingLog());
  const source = { profile: 'prod', regions: {} };
  await settings.change({ source });
  expect(await settings.change({ source: undefined })).toMatchObject({ source });
});

test('settings of an older shape are filled up, not thrown away', async () => {
  await writeFile(join(folder, 'settings.json'), '{"version":1,"source":{"profile":"prod"}}');
  const log = recordingLog();
  const settings = await openSettings(folder, log);
  expect(settings.read().source).toEqual({ profile: 'prod', regions: {} });
  expect(log.lines).toEqual([]);
});

test('a broken file never stops the app', async () => {
  await writeFile(join(folder, 'settings.json'), 'oops');
  const log = recordingLog();
  const settings = await openSettings(folder, log);
  expect(settings.read().version).toBe(1);
  expect(log.lines.join('\n')).toMatch(/settings\.broken-.*\.json/);
  expect(settings.brokenFile).toMatchObject({
    path: join(folder, 'settings.json'),
    aside: expect.stringMatching(/settings\.broken-/),
    reason: 'It is not JSON.',
  });
  await settings.change({ tables: { repositoriesPageSize: 50, imagesPageSize: 25, views: {} } });
  const written = JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'));
  expect(written.tables.repositoriesPageSize).toBe(50);
});

test('settings of another shape are put aside, and what is wrong with them is named', async () => {
  await writeFile(join(folder, 'settings.json'), '{"version":1,"transfers":{"atOnce":"many"}}');
  const settings = await openSettings(folder, recordingLog());
  expect(settings.brokenFile?.reason).toMatch(/^transfers\.atOnce: .*\.$/);
  expect(settings.read()).toEqual(settingsSchema.parse({}));
});
