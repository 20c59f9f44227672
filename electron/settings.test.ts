import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settingsChangeSchema } from '../shared/models/settings.ts';
import { recordingLog } from './recording-log.ts';
import { openSettings } from './settings.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a first start has the defaults', async () => {
  const settings = await openSettings(folder, recordingLog());
  expect(settings.read()).toEqual({
    version: 1,
    source: { regions: {} },
    destination: { regions: {} },
    tables: { repositoriesPageSize: 25, imagesPageSize: 25 },
    profiles: { pinned: [], recent: [], order: 'file' },
    accounts: {},
    network: { proxyMode: 'system' },
  });
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
  await settings.change({ tables: { repositoriesPageSize: 50, imagesPageSize: 25 } });
  const written = JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'));
  expect(written.tables.repositoriesPageSize).toBe(50);
});
