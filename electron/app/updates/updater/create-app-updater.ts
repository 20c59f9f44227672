import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import { getAppCacheDir } from 'electron-updater/out/AppAdapter.js';
import type { DownloadExecutorResult } from 'electron-updater/out/AppUpdater.js';
import { AppUpdater } from 'electron-updater/out/AppUpdater.js';
import { join } from 'node:path';
import { assertNever } from '../../../../shared/models/result.ts';
import type { InstallMethod } from '../../../../shared/models/update.ts';

/** The app as electron-updater needs it. */
export interface UpdatedApp {
  readonly name: string;
  readonly version: string;
  /** The folder with `app-update.yml`. */
  readonly resources: string;
  readonly userData: string;
  /** The parent of the folder for downloads; the system's folder of caches when absent. */
  readonly cache?: string | undefined;
}

/** The parts of Electron that electron-updater uses. It neither quits the app nor follows that the app quits. */
const createAdapter = ({ name, version, resources, userData, cache }: UpdatedApp): AppAdapter => ({
  name,
  version,
  isPackaged: true,
  appUpdateConfigPath: join(resources, 'app-update.yml'),
  userDataPath: userData,
  baseCachePath: cache ?? getAppCacheDir(),
  whenReady: () => Promise.resolve(),
  relaunch: () => undefined,
  quit: () => undefined,
  onQuit: () => undefined,
});

/** Compares versions for an installation that another program updates. */
class NotifyingUpdater extends AppUpdater {
  constructor(app: AppAdapter) {
    super(null, app);
  }

  protected override doDownloadUpdate(): Promise<DownloadExecutorResult> {
    return Promise.reject(new Error('This installation does not download updates.'));
  }

  override quitAndInstall(): void {
    throw new Error('This installation does not install updates.');
  }
}

async function createForMethod(method: InstallMethod | undefined, app: AppAdapter) {
  switch (method) {
    case undefined:
      return new NotifyingUpdater(app);
    case 'app-image': {
      const { StagedAppImageUpdater } = await import('./staged-app-image-updater.ts');
      return new StagedAppImageUpdater(null, app);
    }
    case 'nsis': {
      const { NsisUpdater } = await import('electron-updater/out/NsisUpdater.js');
      return new NsisUpdater(null, app);
    }
    case 'squirrel-mac': {
      const { MacUpdater } = await import('electron-updater/out/MacUpdater.js');
      return new MacUpdater(undefined, app);
    }
    default:
      return assertNever(method);
  }
}

/**
 * Creates electron-updater's updater, which does nothing by itself: no download without a call, no installation when the app
 * quits, no older version, no parts of the old file.
 */
export async function createAppUpdater(method: InstallMethod | undefined, app: UpdatedApp) {
  const updater = await createForMethod(method, createAdapter(app));
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  updater.disableDifferentialDownload = true;
  return updater;
}
