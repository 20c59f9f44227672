import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SecretStorage } from './proxy-password.ts';
import { openProxyPassword } from './proxy-password.ts';
import { recordingLog } from '../logging/recording-log.ts';

let userData: string;

beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'proxy-password-'));
});
afterEach(() => rm(userData, { recursive: true }));

/** A keyring that turns every byte over. */
const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));
const keyring: SecretStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(turned(Buffer.from(text))),
  decryptStringAsync: (bytes) =>
    Promise.resolve({ result: turned(bytes).toString(), shouldReEncrypt: false }),
};
const noKeyring: SecretStorage = { ...keyring, isAsyncEncryptionAvailable: () => Promise.resolve(false) };

const login = { userName: 'ana', password: 'open sesame' };
const written = (): Promise<string> => readFile(join(userData, 'proxy-password.json'), 'utf8');

test('is kept, encrypted, until it is forgotten', async () => {
  const first = await openProxyPassword({ userData, storage: keyring, log: recordingLog() });
  expect(first.login()).toBeUndefined();
  expect(await first.isKept()).toBe(true);
  await first.change(login);
  expect(first.login()).toEqual(login);
  expect(await written()).not.toMatch(/ana|sesame/);

  const second = await openProxyPassword({ userData, storage: keyring, log: recordingLog() });
  expect(second.login()).toEqual(login);
  await second.change({ userName: '', password: '' });
  expect(second.login()).toBeUndefined();
  expect(JSON.parse(await written())).toEqual({ version: 1 });
});

test('ends with the app where the system cannot encrypt, and no file holds it', async () => {
  const first = await openProxyPassword({ userData, storage: noKeyring, log: recordingLog() });
  await first.change(login);
  expect(first.login()).toEqual(login);
  expect(await first.isKept()).toBe(false);
  await expect(written()).rejects.toThrow('ENOENT');

  const second = await openProxyPassword({ userData, storage: noKeyring, log: recordingLog() });
  expect(second.login()).toBeUndefined();
});

test('a keyring that cannot decrypt it any more asks for it again, and the log holds no secret', async () => {
  const first = await openProxyPassword({ userData, storage: keyring, log: recordingLog() });
  await first.change(login);
  const log = recordingLog();
  const otherKeyring = {
    ...keyring,
    decryptStringAsync: (bytes: Buffer) =>
      Promise.resolve({ result: `${turned(bytes).toString()}?`, shouldReEncrypt: false }),
  };
  const second = await openProxyPassword({ userData, storage: otherKeyring, log });
  expect(second.login()).toBeUndefined();
  expect(log.lines).toEqual([
    'warn The password of the proxy cannot be decrypted any more; it has to be given again.',
  ]);
});
