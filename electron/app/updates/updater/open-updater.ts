import { BaseUpdater } from 'electron-updater/out/BaseUpdater.js';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import type { UpdateInfo } from 'electron-updater/out/types.js';
import { CancellationToken } from 'electron-updater/out/types.js';
import type { AvailableUpdate, InstallMethod } from '../../../../shared/models/update.ts';
import { releasePage } from '../../../../shared/models/update.ts';
import type { Log } from '../../logging/log.ts';
import type { UpdatedApp } from './create-app-updater.ts';
import { createAppUpdater } from './create-app-updater.ts';
import type { DownloadProgress } from './feed-downloader.ts';
import { createFeedDownloader } from './feed-downloader.ts';
import type { FeedOptions } from './feed-provider.ts';
import { FeedProvider } from './feed-provider.ts';
import { fileOf } from '../feed/open-response.ts';
import { StagedAppImageUpdater } from './staged-app-image-updater.ts';

export interface UpdaterOptions extends FeedOptions {
  /** Undefined for an installation that is only notified. */
  readonly method: InstallMethod | undefined;
  readonly app: UpdatedApp;
  /** The AppImage that is replaced. */
  readonly appImage: string | undefined;
  readonly log: Log;
}

/** One check, and what follows from it. Rejects with EngineError, or with what Node throws for a network failure. */
export interface Updater {
  /** The update, when there is a newer version for this computer's stage of the roll-out. */
  check(): Promise<AvailableUpdate | undefined>;
  download(onProgress: (progress: DownloadProgress) => void, signal: AbortSignal): Promise<void>;
  /** Does the part of the installation that may fail while the app still runs. */
  prepare(): Promise<void>;
  /** Undoes `prepare`. */
  discard(): Promise<void>;
  /**
   * Installs and starts the new version as the last step of quitting.
   *
   * @param onDone called when the app has to end, with the error of a failed installation.
   */
  install(onDone: (error?: Error) => void): void;
}

const describeUpdate = ({ version, releaseDate, releaseNotes }: UpdateInfo): AvailableUpdate => ({
  version,
  releasedAt: releaseDate === '' ? undefined : Date.parse(releaseDate),
  notes: typeof releaseNotes === 'string' ? releaseNotes : undefined,
  page: releasePage(version),
});

const toText = (message: unknown): string => `Updates: ${String(message)}`;

const ignoreProgress = (): void => undefined;

/** Opens electron-updater for one check of the feed. */
export async function openUpdater(options: UpdaterOptions): Promise<Updater> {
  const { method, app, appImage, connection, log } = options;
  const updater = await createAppUpdater(method, app);
  updater.logger = {
    info: (message) => log.info(toText(message)),
    warn: (message) => log.warn(toText(message)),
    error: (message) => log.error(toText(message)),
  };

  let found: UpdateInfo | undefined;
  let notifyProgress: (progress: DownloadProgress) => void = ignoreProgress;
  const httpExecutor = createFeedDownloader({
    connection,
    sizeOf: (url) => found?.files.find((file) => file.url === fileOf(url))?.size ?? 0,
    onProgress: (progress) => notifyProgress(progress),
  });
  // Not a part of its type. Providers receive it by `setFeedURL`.
  Object.assign(updater, { httpExecutor });
  updater.setFeedURL({
    provider: 'custom',
    /** electron-updater creates its provider itself. */
    updateProvider: class extends FeedProvider {
      constructor(_configuration: unknown, _updater: unknown, runtimeOptions: ProviderRuntimeOptions) {
        super(options, runtimeOptions);
      }
    },
  });

  return {
    async check() {
      const result = await updater.checkForUpdates();
      found = result?.isUpdateAvailable === true ? result.updateInfo : undefined;
      return found && describeUpdate(found);
    },
    async download(onProgress, signal) {
      notifyProgress = onProgress;
      const token = new CancellationToken();
      const cancel = (): void => token.cancel();
      signal.addEventListener('abort', cancel, { once: true });
      try {
        await updater.downloadUpdate(token);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    async prepare() {
      if (updater instanceof StagedAppImageUpdater && appImage !== undefined) await updater.stage(appImage);
    },
    async discard() {
      if (updater instanceof StagedAppImageUpdater) await updater.discardStaged();
    },
    install(onDone) {
      updater.once('error', (error) => onDone(error));
      if (!(updater instanceof BaseUpdater)) return updater.quitAndInstall();
      if (updater.install(true, true)) onDone();
    },
  };
}
