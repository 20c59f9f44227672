import type { SafeStorage } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { boundedText } from '../../../shared/models/bounds.ts';
import type { ProxyLogin } from '../../engine/aws/network/route.ts';
import type { JsonFile } from './json-file.ts';
import { openJsonFile } from './json-file.ts';
import type { Log } from '../logging/log.ts';

/** The part of Electron's `safeStorage` that encrypts with the system's keyring. */
export type SecretStorage = Pick<
  SafeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
>;

/** The user name and password for the manual proxy. They are sent to the proxy only. */
export interface ProxyPassword {
  readonly file: JsonFile<ProxyPasswordContent>;
  login(): ProxyLogin | undefined;
  /**
   * Replaces the user name and password; empty strings remove them.
   * @throws EngineError `not-stored` when they are in use but cannot be stored.
   */
  change(login: ProxyLogin): Promise<void>;
  /** False when they are only in memory, because the system cannot encrypt them. */
  isKept(): Promise<boolean>;
}

interface ProxyPasswordOptions {
  /** The folder of the app's data. */
  readonly folder: string;
  readonly storage: SecretStorage;
  readonly log: Log;
}

export const proxyPasswordFileSchema = z.object({
  version: z.literal(1),
  encrypted: z.base64().max(100_000).optional(),
});
type ProxyPasswordContent = z.infer<typeof proxyPasswordFileSchema>;
const loginSchema = z.object({ userName: boundedText(256), password: boundedText(1_024) });

/** Without a keyring Chromium on Linux encrypts with a public key. */
const hasKeyring = (storage: SecretStorage): boolean =>
  process.platform !== 'linux' || storage.getSelectedStorageBackend() !== 'basic_text';

const isKept = async (storage: SecretStorage): Promise<boolean> =>
  hasKeyring(storage) && (await storage.isAsyncEncryptionAvailable());

async function decrypt(storage: SecretStorage, encrypted: string, log: Log): Promise<ProxyLogin | undefined> {
  try {
    const { result } = await storage.decryptStringAsync(Buffer.from(encrypted, 'base64'));
    return loginSchema.parse(JSON.parse(result));
  } catch {
    // The error is not logged, because it may quote the password.
    log.warn('The password of the proxy cannot be decrypted. Enter it again.');
    return undefined;
  }
}

/** Reads the user name and password from `proxy-password.json`, where they are encrypted. */
export async function openProxyPassword({
  folder,
  storage,
  log,
}: ProxyPasswordOptions): Promise<ProxyPassword> {
  const defaults: ProxyPasswordContent = { version: 1 };
  const file = await openJsonFile({
    path: join(folder, 'proxy-password.json'),
    schema: proxyPasswordFileSchema,
    defaults,
    whenBroken: 'quarantine',
    log,
  });
  let decrypted: string | undefined;
  let current: ProxyLogin | undefined;

  /** Decrypts the content of the file unless it is already in use. */
  const load = async (): Promise<void> => {
    const { encrypted } = file.read();
    if (encrypted === undefined || encrypted === decrypted) return;
    decrypted = encrypted;
    current = await decrypt(storage, encrypted, log);
  };
  await load();
  file.onChanged(() => void load());

  return {
    file,
    login: () => current,
    async change(login) {
      current = login.userName === '' && login.password === '' ? undefined : login;
      const text = current && (await isKept(storage)) ? JSON.stringify(current) : undefined;
      const bytes = text === undefined ? undefined : await storage.encryptStringAsync(text);
      decrypted = bytes?.toString('base64');
      await file.change(() => ({ version: 1, encrypted: decrypted }));
    },
    isKept: () => isKept(storage),
  };
}
