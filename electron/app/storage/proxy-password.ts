import type { SafeStorage } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { boundedText } from '../../../shared/models/bounds.ts';
import type { ProxyLogin } from '../../engine/aws/network/route.ts';
import type { JsonFile } from './json-file.ts';
import { openJsonFile } from './json-file.ts';
import type { Log } from '../logging/log.ts';

/** The system's keeper of secrets, as Electron has it. */
export type SecretStorage = Pick<
  SafeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
>;

/** The name and password for the manual proxy. They go to the proxy and nowhere else. */
export interface ProxyPassword {
  readonly file: JsonFile<ProxyPasswordContent>;
  login(): ProxyLogin | undefined;
  /**
   * Uses them from now on; empty ones remove those in use.
   * @throws EngineError `not-stored` when they are in use and cannot be stored.
   */
  change(login: ProxyLogin): Promise<void>;
  /** False when they would be forgotten with the end of the app: the system cannot encrypt them. */
  isKept(): Promise<boolean>;
}

interface ProxyPasswordOptions {
  readonly userData: string;
  readonly storage: SecretStorage;
  readonly log: Log;
}

export const proxyPasswordFileSchema = z.object({
  version: z.literal(1),
  encrypted: z.base64().max(100_000).optional(),
});
type ProxyPasswordContent = z.infer<typeof proxyPasswordFileSchema>;
const loginSchema = z.object({ userName: boundedText(256), password: boundedText(1_024) });

/** Without a keyring Chromium encrypts with a key that everybody knows. */
const hasKeyring = (storage: SecretStorage): boolean =>
  process.platform !== 'linux' || storage.getSelectedStorageBackend() !== 'basic_text';

const isKept = async (storage: SecretStorage): Promise<boolean> =>
  hasKeyring(storage) && (await storage.isAsyncEncryptionAvailable());

async function decrypt(storage: SecretStorage, encrypted: string, log: Log): Promise<ProxyLogin | undefined> {
  try {
    const { result } = await storage.decryptStringAsync(Buffer.from(encrypted, 'base64'));
    return loginSchema.parse(JSON.parse(result));
  } catch {
    // Not the error itself: what it quotes may be the password.
    log.warn('The password of the proxy cannot be decrypted any more; it has to be given again.');
    return undefined;
  }
}

/** Keeps it in memory, and encrypted in `proxy-password.json` where the system can encrypt. */
export async function openProxyPassword({
  userData,
  storage,
  log,
}: ProxyPasswordOptions): Promise<ProxyPassword> {
  const defaults: ProxyPasswordContent = { version: 1 };
  const file = await openJsonFile({
    path: join(userData, 'proxy-password.json'),
    schema: proxyPasswordFileSchema,
    defaults,
    whenBroken: 'quarantine',
    log,
  });
  let decrypted: string | undefined;
  let current: ProxyLogin | undefined;

  /** Decrypts the content of the file, unless it is in use already. */
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
