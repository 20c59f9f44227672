import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import type { NetworkSettings } from '../../shared/models/network.ts';
import type { UpdateSettings, UpdateStatus } from '../../shared/models/update.ts';
import { updateSettingsSchema } from '../../shared/models/update.ts';
import type { Policy } from '../app/policy/policy.ts';
import { openUpdater } from '../app/updates/updater/open-updater.ts';
import type { Updates } from '../app/updates/updates.ts';
import { createUpdates } from '../app/updates/updates.ts';
import { createNetwork } from '../engine/aws/network/create-network.ts';
import { defaultTimeouts } from '../engine/aws/network/timeouts.ts';
import { recordingLog } from './recording-log.ts';
import { startUpdateFeed } from './update-feed.ts';

interface AppOptions {
  readonly version?: string;
  readonly settings?: Partial<UpdateSettings>;
  readonly policy?: Policy;
  /** The keys of the build; that of the feed when absent. */
  readonly keys?: readonly string[];
  readonly network?: Partial<NetworkSettings>;
  /** Whether the AppImage's folder can be written. */
  readonly canReplace?: boolean;
  /** The file name of the AppImage. */
  readonly name?: string;
  readonly silence?: number;
}

/** An app that runs from an AppImage, with the real updater. */
export interface UpdatedApp extends Updates {
  readonly appImage: string;
  readonly folder: string;
  /** Every status that was sent to the window. */
  readonly sent: readonly UpdateStatus[];
  /** Why the app must not be quit. */
  blocker: string | undefined;
  settings: UpdateSettings;
  /** How the app ends when it quits to install: with an error, or without. */
  readonly ended: Promise<Error | undefined>;
  /** What the user answers to the question before quitting. */
  quits: boolean;
  /** The files of the folder for downloads. */
  readonly pending: string;
}

/** Tests of updates with a feed over https and an AppImage in a folder of its own. */
export const test = base
  /** A further name of the feed's host, which only a proxy reaches. */
  .extend('feedName', { scope: 'file' }, 'updates.example')
  .extend('feed', { scope: 'file' }, async ({ feedName }, { onCleanup }) => {
    const feed = await startUpdateFeed(feedName);
    onCleanup(() => feed.close());
    return feed;
  })
  .extend('cleanFeed', { auto: true }, ({ feed }) => {
    feed.files.clear();
    feed.requests.splice(0);
  })
  .extend('folder', async ({ feedName: _feedName }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'updates-'));
    onCleanup(() => rm(folder, { recursive: true, force: true }));
    return folder;
  })
  .extend('openApp', ({ feed, folder }) => async (options: AppOptions = {}): Promise<UpdatedApp> => {
    const { version = '0.1.0', keys = [feed.key], name = 'app.AppImage', policy = {} } = options;
    const appImage = join(folder, 'apps', name);
    const resources = join(folder, 'resources');
    await mkdir(join(folder, 'apps'), { recursive: true });
    await mkdir(resources, { recursive: true });
    await writeFile(
      join(resources, 'app-update.yml'),
      'provider: generic\nupdaterCacheDirName: ecr-updater\n',
    );
    await writeFile(appImage, 'old version');
    process.env['APPIMAGE'] = appImage;
    const network = createNetwork({
      timeouts: defaultTimeouts,
      settings: () => ({ proxyMode: 'none', certificateFile: feed.authorityFile, ...options.network }),
      environment: {},
      userAgent: `test/${version}`,
    });
    const log = recordingLog();
    const ended = Promise.withResolvers<Error | undefined>();
    const sent: UpdateStatus[] = [];
    const updates = createUpdates({
      version,
      settings: () => app.settings,
      keys,
      readPolicy: () =>
        Promise.resolve({
          kind: 'read',
          source: 'policy.json',
          policy: { updateFeed: feed.url, ...policy },
          unknownKeys: [],
        }),
      readInstallation: () =>
        Promise.resolve({
          platform: 'linux',
          isPackaged: true,
          appImage: { path: appImage, canReplace: options.canReplace ?? true },
          packageType: undefined,
          hasUninstaller: false,
          isSigned: false,
        }),
      openUpdater: ({ feed: located, method }, channel) =>
        openUpdater({
          connection: { network, silence: options.silence ?? 10_000 },
          feed: located,
          channel,
          platform: process.platform,
          arch: process.arch,
          keys,
          method,
          appImage,
          app: { name: 'test', version, resources, userData: folder, cache: join(folder, 'cache') },
          log,
        }),
      findBlocker: () => app.blocker,
      quitToInstall: (install, onCanceled) => (app.quits ? install() : onCanceled()),
      end: (error) => ended.resolve(error),
      send: (status) => void sent.push(status),
      log,
    });
    const app: UpdatedApp = {
      ...updates,
      appImage,
      folder,
      sent,
      blocker: undefined,
      settings: updateSettingsSchema.parse({ check: 'on', ...options.settings }),
      ended: ended.promise,
      quits: true,
      pending: join(folder, 'cache', 'ecr-updater', 'pending'),
    };
    return app;
  });

/** Resolves with the next status of one of these kinds, also when it is the current one. */
export async function whenState(
  app: UpdatedApp,
  ...kinds: UpdateStatus['state']['kind'][]
): Promise<UpdateStatus> {
  const { promise, resolve } = Promise.withResolvers<UpdateStatus>();
  const look = async (): Promise<void> => {
    const status = await app.read();
    if (kinds.includes(status.state.kind)) resolve(status);
  };
  const timer = setInterval(() => {
    void look();
  }, 5);
  try {
    return await promise;
  } finally {
    clearInterval(timer);
  }
}

/** The text of a file; undefined when it does not exist. */
export const readText = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch(() => undefined);
