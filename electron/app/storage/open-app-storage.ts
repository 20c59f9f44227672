import type { JsonFile } from './json-file.ts';
import type { Log } from '../logging/log.ts';
import type { AppFiles } from './app-files.ts';
import { createAppFiles } from './app-files.ts';
import type { ProxyPassword, SecretStorage } from './proxy-password.ts';
import { openProxyPassword } from './proxy-password.ts';
import type { SettingsFile } from './settings.ts';
import { openSettings } from './settings.ts';
import type { WindowState } from './window-state.ts';
import { openWindowState } from './window-state.ts';

/** The small files of the app, open. */
export interface AppStorage {
  readonly settings: SettingsFile;
  readonly windowState: JsonFile<WindowState>;
  readonly proxyPassword: ProxyPassword;
  readonly files: AppFiles;
}

interface AppStorageOptions {
  /** The folder of the app's data. */
  readonly folder: string;
  readonly secretStorage: SecretStorage;
  readonly log: Log;
}

/** Opens every small file of the app. A file that cannot be read gives its defaults and a problem of `files`. */
export async function openAppStorage({ folder, secretStorage, log }: AppStorageOptions): Promise<AppStorage> {
  const [settings, windowState, proxyPassword] = await Promise.all([
    openSettings(folder, log),
    openWindowState(folder, log),
    openProxyPassword({ folder, storage: secretStorage, log }),
  ]);
  const files = createAppFiles({
    settings: settings.file,
    'window-state': windowState,
    'proxy-password': proxyPassword.file,
  });
  return { settings, windowState, proxyPassword, files };
}
