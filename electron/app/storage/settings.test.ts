import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settingsChangeSchema, settingsSchema } from '../../../shared/models/settings.ts';
import { recordingLog } from '../../testing/recording-log.ts';
import { openSettings, readProtection } from './settings.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('has the defaults at the first start', async () => {
  const settings = await openSettings(folder, recordingLog());
  expect(settings.read()).toEqual(settingsSchema.parse({ introduction: 'pending' }));
  expect(settings.file.state()).toEqual({ kind: 'missing' });
  expect(settings.protection()).toEqual({ kind: 'known', notes: {} });
});

test('changes each part separately', async () => {
  const settings = await openSettings(folder, recordingLog());
  const transfers = { atOnce: 3, layersAtOnce: 8, bandwidth: 1_000_000 };
  const notifications = { whenEnded: false, whenWaiting: true };
  const replication = { referrers: false, verify: true, uploadMethod: 'api' } as const;
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
])('refuses %j', (change) => {
  expect(settingsChangeSchema.safeParse(change).success).toBe(false);
});

test('replaces a part, keeps the others and stores both', async () => {
  const settings = await openSettings(folder, recordingLog());
  const destination = { profile: 'lab', regions: { lab: 'eu-west-1' } };
  await settings.change(settingsChangeSchema.parse({ destination }));
  const source = { profile: 'prod', regions: { prod: 'us-west-2' } };
  const changed = await settings.change(settingsChangeSchema.parse({ source }));
  expect(changed).toMatchObject({ source, destination });
  const again = await openSettings(folder, recordingLog());
  expect(again.read()).toEqual(changed);
});

test('migrates the upload method and account colors of version 1', async () => {
  const old = {
    version: 1,
    replication: { referrers: true, verify: false, door: 'api' },
    accounts: { '111122223333': { label: 'Production', colour: 'red', isProtected: true } },
  };
  await writeFile(join(folder, 'settings.json'), JSON.stringify(old));
  const settings = await openSettings(folder, recordingLog());
  expect(settings.read()).toMatchObject({
    version: 2,
    replication: { referrers: true, verify: false, uploadMethod: 'api' },
    accounts: { '111122223333': { label: 'Production', color: 'red', isProtected: true } },
  });
  expect(settings.protection()).toMatchObject({
    kind: 'known',
    notes: { '111122223333': { isProtected: true } },
  });
});

test('keeps a part that is given as undefined', async () => {
  const settings = await openSettings(folder, recordingLog());
  const source = { profile: 'prod', regions: {} };
  await settings.change({ source });
  expect(await settings.change({ source: undefined })).toMatchObject({ source });
});

test('adds defaults for missing parts', async () => {
  await writeFile(join(folder, 'settings.json'), '{"version":1,"source":{"profile":"prod"}}');
  const log = recordingLog();
  const settings = await openSettings(folder, log);
  expect(settings.read().source).toEqual({ profile: 'prod', regions: {} });
  expect(log.lines).toEqual([]);
});

const production = '222222222222';
const accounts = { [production]: { label: 'Prod', color: 'red', isProtected: true } } as const;

const path = (): string => join(folder, 'settings.json');

describe.each([
  ['is not JSON', 'oops', 'It is not JSON.'],
  ['has another shape', '{"version":1,"transfers":{"atOnce":"many"}}', /^transfers\.atOnce: .*\.$/],
  [
    'misspells the protection of an account',
    JSON.stringify({ version: 2, accounts: { [production]: { protected: true } } }),
    /^accounts\.222222222222: .*"protected"\.$/,
  ],
  ['is of a newer version', JSON.stringify({ version: 3, accounts }), /^A newer version of the app wrote it/],
])('a file that %s', (_what, text, reason) => {
  const unreadable = () => ({ kind: 'unreadable', reason: expect.stringMatching(reason) });

  test('is not changed, and makes the protected accounts unknown', async () => {
    await writeFile(path(), text);
    const log = recordingLog();
    const settings = await openSettings(folder, log);
    expect(settings.read()).toEqual(settingsSchema.parse({ introduction: 'pending' }));
    expect(settings.file.state()).toEqual(unreadable());
    expect(settings.protection()).toEqual({ kind: 'unknown' });
    expect(log.lines.join('\n')).toContain(path());
    await expect(settings.change({ appearance: 'dark' })).rejects.toMatchObject({
      data: { code: 'not-stored' },
    });
    expect(settings.read().appearance).toBe('dark');
    expect(settings.protection()).toEqual({ kind: 'unknown' });
    expect(await readFile(path(), 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['settings.json']);
    // The next start gives the same result.
    expect((await openSettings(folder, log)).protection()).toEqual({ kind: 'unknown' });
  });

  test('refuses a change of accounts, which replaces unknown protected accounts', async () => {
    await writeFile(path(), text);
    const settings = await openSettings(folder, recordingLog());
    await expect(settings.change({ accounts: {} })).rejects.toMatchObject({
      data: { code: 'invalid-input', message: expect.stringContaining('protected accounts are not known') },
    });
    expect(settings.read().accounts).toEqual({});
  });

  test('protects no account after starting with defaults, and keeps the old file', async () => {
    await writeFile(path(), text);
    const settings = await openSettings(folder, recordingLog());
    await settings.file.startWithDefaults();
    expect(settings.protection()).toEqual({ kind: 'known', notes: {} });
    await settings.change({ accounts });
    expect(settings.protection()).toEqual({ kind: 'known', notes: accounts });
    const old = (await readdir(folder)).find((name) => name !== 'settings.json') ?? '';
    expect(await readFile(join(folder, old), 'utf8')).toBe(text);
    expect((await openSettings(folder, recordingLog())).protection()).toEqual({
      kind: 'known',
      notes: accounts,
    });
  });

  test('makes the protected accounts unknown to the command line, which changes no file', async () => {
    await writeFile(path(), text);
    expect(await readProtection(folder)).toEqual({
      kind: 'unknown',
      path: path(),
      reason: expect.stringMatching(reason),
    });
    expect(await readdir(folder)).toEqual(['settings.json']);
  });
});

test('gives the protected accounts to the command line', async () => {
  expect(await readProtection(folder)).toEqual({ kind: 'known', notes: {} });
  expect(await readProtection('/dev/null/nothing')).toEqual({ kind: 'known', notes: {} });
  const settings = await openSettings(folder, recordingLog());
  await settings.change({ accounts });
  expect(await readProtection(folder)).toEqual({ kind: 'known', notes: accounts });
});
