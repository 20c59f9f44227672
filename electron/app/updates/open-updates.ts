import { app, dialog } from 'electron';
import { isDeepStrictEqual } from 'node:util';
import type { UpdateStatus } from '../../../shared/models/update.ts';
import type { Network } from '../../engine/aws/network/network.ts';
import { defaultTimeouts } from '../../engine/aws/network/timeouts.ts';
import type { Log } from '../logging/log.ts';
import { readPolicy } from '../policy/read-policy.ts';
import type { QuitGuard, RunningWork } from '../quit/quit-guard.ts';
import type { SettingsFile } from '../storage/settings.ts';
import { findBlocker } from './find-blocker.ts';
import { readInstallation } from './read-installation.ts';
import { startSchedule } from './schedule.ts';
import { updateKeys } from './update-keys.ts';
import type { Updates } from './updates.ts';
import { createUpdates } from './updates.ts';

/** The variable with the path of a policy, which only a start from the sources reads. */
const policyVariable = 'ECR_IMAGE_REPLICATOR_POLICY';

export interface OpenUpdatesPorts {
  readonly settings: Pick<SettingsFile, 'read'>;
  readonly network: Pick<Network, 'getAgent' | 'userAgent'>;
  readonly userData: string;
  readonly work: RunningWork;
  readonly quitWith: QuitGuard['quitWith'];
  readonly send: (status: UpdateStatus) => void;
  readonly log: Log;
}

/** A packaged app has the policy of its computer alone. */
const findPolicyFile = (): string | undefined =>
  app.isPackaged ? undefined : process.env[policyVariable] || undefined;

function end(error: Error | undefined): void {
  if (error)
    dialog.showErrorBox(
      'The update could not be installed',
      `${error.message}\n\nStart ${app.name} again to use the current version.`,
    );
  app.quit();
}

/** Updates of this app, and what follows the app's life. */
export interface OpenedUpdates {
  readonly updates: Updates;
  /** Call after any change of the settings. */
  readonly onSettingsChanged: () => void;
  readonly close: () => void;
}

function createAppUpdates(ports: OpenUpdatesPorts): Updates {
  const { settings, network, userData, work, quitWith, send, log } = ports;
  const version = app.getVersion();
  const resources = process.resourcesPath;
  return createUpdates({
    version,
    settings: () => settings.read().updates,
    keys: updateKeys,
    readPolicy: () => readPolicy(findPolicyFile()),
    readInstallation: () =>
      readInstallation({
        platform: process.platform,
        isPackaged: app.isPackaged,
        execPath: process.execPath,
        resourcesPath: resources,
        appName: app.name,
        environment: process.env,
      }),
    async openUpdater({ feed, method, appImage }, channel) {
      const { openUpdater } = await import('./updater/open-updater.ts');
      return openUpdater({
        connection: { network, silence: defaultTimeouts.stalledDownload },
        feed,
        channel,
        platform: process.platform,
        arch: process.arch,
        keys: updateKeys,
        method,
        appImage,
        app: { name: app.name, version, resources, userData },
        log,
      });
    },
    findBlocker: () => findBlocker(work),
    quitToInstall(install, onCanceled) {
      quitWith(() => {
        // The new version starts before this one has ended.
        app.releaseSingleInstanceLock();
        install();
      }, onCanceled);
    },
    end,
    send,
    log,
  });
}

/** Opens the updates of this app by way of Electron. Sends nothing over the network before the user or a policy wants it. */
export function openUpdates(ports: OpenUpdatesPorts): OpenedUpdates {
  const { settings, work } = ports;
  const updates = createAppUpdates(ports);
  const schedule = startSchedule({
    isOn: async () => (await updates.rules()).checksAutomatically,
    isBusy: () => work.active() > 0,
    check: () => updates.check(),
  });
  let known = settings.read().updates;
  return {
    updates,
    onSettingsChanged() {
      const before = known;
      known = settings.read().updates;
      if (isDeepStrictEqual(before, known)) return;
      void updates.onSettingsChanged();
      if (known.check === 'on' && (before.check !== 'on' || before.channel !== known.channel))
        void schedule.checkNow();
    },
    close: () => schedule.close(),
  };
}
