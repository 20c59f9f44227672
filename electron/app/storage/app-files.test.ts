import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSettingsHandlers } from '../../ipc/handlers/settings-handlers.ts';
import type { SecretStorage } from './proxy-password.ts';
import { openProxyPassword } from './proxy-password.ts';
import { recordingLog } from '../logging/recording-log.ts';
import { openSettings } from './settings.ts';
import { openWindowState } from '../window/window-state.ts';
import { createAppFiles } from './app-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pathOf = (name: string): string => join(folder, name);

/** A keyring that encrypts nothing. */
const storage: SecretStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(text)),
  decryptStringAsync: (bytes) => Promise.resolve({ result: bytes.toString(), shouldReEncrypt: false }),
};

/** The files as a start of the app opens them, and what a window would be sent. */
async function start() {
  const log = recordingLog();
  const settings = await openSettings(folder, log);
  const windowState = await openWindowState(folder, log);
  const proxyPassword = await openProxyPassword({ userData: folder, storage, log });
  const files = createAppFiles({
    settings: settings.file,
    'window-state': windowState,
    'proxy-password': proxyPassword.file,
  });
  const events: string[] = [];
  const applied: string[] = [];
  const handlers = createSettingsHandlers({
    settings,
    files,
    applySettings: ({ appearance }) => applied.push(appearance),
    historyLimitChanged: () => undefined,
    networkChanged: () => undefined,
    sendEvent: (name) => events.push(name),
  });
  return { settings, windowState, proxyPassword, files, handlers, events, applied };
}

test('without a problem there is nothing to say', async () => {
  expect((await start()).files.problems()).toEqual([]);
});

test('each file says what is wrong with it, and only the settings wait for a decision when they are broken', async () => {
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

test('one retry reads all of them again, and what was read applies at once', async () => {
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

test('a change of settings that cannot be stored applies, and the window is sent the problem', async () => {
  const { handlers, files, events, applied } = await start();
  await mkdir(join(pathOf('settings.json'), 'something'), { recursive: true });
  await expect(handlers['settings.change']({ appearance: 'dark' })).rejects.toMatchObject({
    data: { code: 'not-stored' },
  });
  expect(applied.at(-1)).toBe('dark');
  expect(events).toContain('files.changed');
  expect(files.problems()).toMatchObject([{ kind: 'not-written', file: 'settings' }]);
});

test('a journal that cannot be written is a problem until it can be', async () => {
  const { files, events } = await start();
  files.reportJournal('/uploads', 'The disk is full (ENOSPC).');
  expect(files.problems()).toEqual([
    { kind: 'journal-not-written', path: '/uploads', reason: 'The disk is full (ENOSPC).' },
  ]);
  files.reportJournal('/uploads', undefined);
  expect(files.problems()).toEqual([]);
  expect(events).toEqual(['files.changed', 'files.changed']);
});
