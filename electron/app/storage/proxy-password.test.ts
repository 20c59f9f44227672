import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SecretStorage } from './proxy-password.ts';
import { openProxyPassword } from './proxy-password.ts';
import { recordingLog } from '../../testing/recording-log.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proxy-password-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A keyring that inverts every byte. */
const invert = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));
const keyring: SecretStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(invert(Buffer.from(text))),
  decryptStringAsync: (bytes) =>
    Promise.resolve({ result: invert(bytes).toString(), shouldReEncrypt: false }),
};
const noKeyring: SecretStorage = { ...keyring, isAsyncEncryptionAvailable: () => Promise.resolve(false) };

const login = { userName: 'ana', password: 'open sesame' };
const written = (): Promise<string> => readFile(join(folder, 'proxy-password.json'), 'utf8');

test('stores the password encrypted until it is removed', async () => {
  const first = await openProxyPassword({ folder, storage: keyring, log: recordingLog() });
  expect(first.login()).toBeUndefined();
  expect(await first.isKept()).toBe(true);
  await first.change(login);
  expect(first.login()).toEqual(login);
  expect(await written()).not.toMatch(/ana|sesame/);

  const second = await openProxyPassword({ folder, storage: keyring, log: recordingLog() });
  expect(second.login()).toEqual(login);
  await second.change({ userName: '', password: '' });
  expect(second.login()).toBeUndefined();
  expect(JSON.parse(await written())).toEqual({ version: 1 });
});

test('keeps the password in memory only where the system cannot encrypt', async () => {
  const first = await openProxyPassword({ folder, storage: noKeyring, log: recordingLog() });
  await first.change(login);
  expect(first.login()).toEqual(login);
  expect(await first.isKept()).toBe(false);
  await expect(written()).rejects.toThrow('ENOENT');

  const second = await openProxyPassword({ folder, storage: noKeyring, log: recordingLog() });
  expect(second.login()).toBeUndefined();
});

test('removes a password that cannot be decrypted, and logs no secret', async () => {
  const first = await openProxyPassword({ folder, storage: keyring, log: recordingLog() });
  await first.change(login);
  const log = recordingLog();
  const otherKeyring = {
    ...keyring,
    decryptStringAsync: (bytes: Buffer) =>
      Promise.resolve({ result: `${invert(bytes).toString()}?`, shouldReEncrypt: false }),
  };
  const second = await openProxyPassword({ folder, storage: otherKeyring, log });
  expect(second.login()).toBeUndefined();
  expect(log.lines).toEqual(['warn The password of the proxy cannot be decrypted. Enter it again.']);
});
