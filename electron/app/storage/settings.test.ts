import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settingsChangeSchema, settingsSchema } from '../../../shared/models/settings.ts';
import { recordingLog } from '../logging/recording-log.ts';
import { openSettings, readProtection } from './settings.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a first start has the defaults', async () => {
  const settings = await openSettings(folder, recordingLog());
  expect(settings.read()).toEqual(settingsSchema.parse({}));
  expect(settings.file.state()).toEqual({ kind: 'missing' });
  expect(settings.protection()).toEqual({ kind: 'known', notes: {} });
});

test('every part can be changed by itself', async () => {
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

test('settings of version 1 keep their upload method and the colors of accounts', async () => {
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

const production = '222222222222';
const accounts = { [production]: { label: 'Prod', color: 'red', isProtected: true } } as const;

const path = (): string => join(folder, 'settings.json');

describe.each([
  ['is not JSON', 'oops', 'It is not JSON.'],
  ['has another shape', '{"version":1,"transfers":{"atOnce":"many"}}', /^transfers\.atOnce: .*\.$/],
  ['is of a newer version', JSON.stringify({ version: 3, accounts }), /^A newer version of the app wrote it/],
])('a file that %s', (_what, text, reason) => {
  const unreadable = () => ({ kind: 'unreadable', reason: expect.stringMatching(reason) });

  test('never stops the app, is left as it is, and leaves the protected accounts unknown', async () => {
    await writeFile(path(), text);
    const log = recordingLog();
    const settings = await openSettings(folder, log);
    expect(settings.read()).toEqual(settingsSchema.parse({}));
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
    // So it is at the next start.
    expect((await openSettings(folder, log)).protection()).toEqual({ kind: 'unknown' });
  });

  test('refuses a change of accounts, which would replace those that are not known', async () => {
    await writeFile(path(), text);
    const settings = await openSettings(folder, recordingLog());
    await expect(settings.change({ accounts: {} })).rejects.toMatchObject({
      data: { code: 'invalid-input', message: expect.stringContaining('protected accounts are not known') },
    });
    expect(settings.read().accounts).toEqual({});
  });

  test('protects no account once a person starts with defaults, and the old file is kept', async () => {
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

  test('is unknown to a process without a window too, which changes nothing', async () => {
    await writeFile(path(), text);
    expect(await readProtection(folder)).toEqual({
      kind: 'unknown',
      path: path(),
      reason: expect.stringMatching(reason),
    });
    expect(await readdir(folder)).toEqual(['settings.json']);
  });
});

test('a process without a window knows the protected accounts', async () => {
  expect(await readProtection(folder)).toEqual({ kind: 'known', notes: {} });
  expect(await readProtection('/dev/null/nothing')).toEqual({ kind: 'known', notes: {} });
  const settings = await openSettings(folder, recordingLog());
  await settings.change({ accounts });
  expect(await readProtection(folder)).toEqual({ kind: 'known', notes: accounts });
});
