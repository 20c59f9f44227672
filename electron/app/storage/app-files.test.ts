import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SecretStorage } from './proxy-password.ts';
import { recordingLog } from '../../testing/recording-log.ts';
import { createAppliedSettings } from './applied-settings.ts';
import { openAppStorage } from './open-app-storage.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pathOf = (name: string): string => join(folder, name);

/** A keyring that encrypts nothing. */
const keyring: SecretStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(text)),
  decryptStringAsync: (bytes) => Promise.resolve({ result: bytes.toString(), shouldReEncrypt: false }),
};

/** Opens the files as the app does, and records the events for the window. */
async function start() {
  const { settings, proxyPassword, files } = await openAppStorage({
    folder,
    secretStorage: keyring,
    log: recordingLog(),
  });
  const events: string[] = [];
  const applied: string[] = [];
  const appliedSettings = createAppliedSettings({
    settings,
    files,
    apply: ({ appearance }) => applied.push(appearance),
    onHistoryLimitChanged: () => undefined,
    onNetworkChanged: () => undefined,
    sendEvent: (name) => events.push(name),
  });
  return { proxyPassword, files, settings: appliedSettings, events, applied };
}

test('lists no problems for readable files', async () => {
  expect((await start()).files.problems()).toEqual([]);
});

test('lists the problem of each file, and quarantines broken files except the settings', async () => {
  await writeFile(pathOf('settings.json'), '{');
  await writeFile(pathOf('window-state.json'), '{');
  await mkdir(pathOf('proxy-password.json'));
  const { files } = await start();
  expect(files.problems()).toEqual([
    { kind: 'unreadable', file: 'settings', path: pathOf('settings.json'), reason: 'It is not JSON.' },
    {
      kind: 'quarantined',
      path: pathOf('window-state.json'),
      brokenFile: expect.stringMatching(/window-state\.broken-/),
      reason: 'It is not JSON.',
    },
    {
      kind: 'unreadable',
      file: 'proxy-password',
      path: pathOf('proxy-password.json'),
      reason: 'It is a folder.',
    },
  ]);
});

test('reads all files again by a retry, and applies their content', async () => {
  const first = await start();
  await first.proxyPassword.change({ userName: 'ana', password: 'secret' });
  const password = await readFile(pathOf('proxy-password.json'));
  for (const name of ['settings.json', 'proxy-password.json']) {
    await rm(pathOf(name), { force: true });
    await mkdir(pathOf(name));
  }
  const { files, proxyPassword, events, applied } = await start();
  expect(files.problems()).toHaveLength(2);
  expect(proxyPassword.login()).toBeUndefined();
  for (const name of ['settings.json', 'proxy-password.json']) await rm(pathOf(name), { recursive: true });
  await writeFile(pathOf('settings.json'), '{"appearance":"dark"}');
  await writeFile(pathOf('proxy-password.json'), password);
  await files.retry();
  expect(files.problems()).toEqual([]);
  await expect.poll(() => proxyPassword.login()).toEqual({ userName: 'ana', password: 'secret' });
  expect(applied.at(-1)).toBe('dark');
  expect(events).toContain('settings.changed');
});

test('applies a change of settings that cannot be stored, and sends the problem to the window', async () => {
  const { settings, files, events, applied } = await start();
  await mkdir(join(pathOf('settings.json'), 'something'), { recursive: true });
  await expect(settings.change({ appearance: 'dark' })).rejects.toMatchObject({
    data: { code: 'not-stored' },
  });
  expect(applied.at(-1)).toBe('dark');
  expect(events).toContain('files.changed');
  expect(files.problems()).toMatchObject([{ kind: 'not-written', file: 'settings' }]);
});

test('lists a journal that cannot be written until it can be', async () => {
  const { files, events } = await start();
  files.reportJournal('/uploads', 'The disk is full (ENOSPC).');
  expect(files.problems()).toEqual([
    { kind: 'journal-not-written', path: '/uploads', reason: 'The disk is full (ENOSPC).' },
  ]);
  files.reportJournal('/uploads', undefined);
  expect(files.problems()).toEqual([]);
  expect(events).toEqual(['files.changed', 'files.changed']);
});
