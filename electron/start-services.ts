import { app, nativeTheme } from 'electron';
import type { Result } from '../shared/models/result.ts';
import { createServices } from './app/create-services.ts';
import { createActivity, followTransfers } from './app/diagnostics/activity.ts';
import { removeOldCrashDumps } from './app/diagnostics/crash-dumps.ts';
import { createDiagnosticsPorts } from './app/diagnostics/diagnostics-ports.ts';
import { createDesktop } from './app/desktop/desktop.ts';
import { monitorTransfers } from './app/desktop/monitor-transfers.ts';
import { openClipboard, openLink } from './app/desktop/open-reference.ts';
import { followSleep } from './app/desktop/power.ts';
import { registerForLinks } from './app/launch/follow-links.ts';
import type { AppLog } from './app/logging/log.ts';
import { createLogLevel } from './app/logging/log-level.ts';
import { guardQuit } from './app/quit/quit.ts';
import type { LoginShell } from './app/shell-environment/login-shell.ts';
import type { AppStorage } from './app/storage/open-app-storage.ts';
import { removeAppLeftovers } from './app/storage/remove-leftovers.ts';
import { followTray } from './app/tray/follow-tray.ts';
import { pauseAll, resumeAll } from './app/tray/pause-all.ts';
import type { UserData } from './app/storage/user-data.ts';
import { openUpdates } from './app/updates/open-updates.ts';
import { sendEvent } from './app/window/send-event.ts';
import type { MainWindow } from './app/window/window.ts';
import { createRequestAnswerer } from './ipc/answer-request.ts';
import { createHandlers } from './ipc/handlers.ts';

export interface StartPorts {
  readonly mainWindow: MainWindow;
  readonly storage: AppStorage;
  readonly userData: UserData;
  readonly loginShell: LoginShell;
  /** True when the app was started with `--demo`. */
  readonly startDemo: boolean;
  readonly log: AppLog;
}

export interface StartedServices {
  /** Answers a request of the page; never rejects. */
  readonly answer: (name: unknown, input: unknown) => Promise<Result<unknown>>;
  /** Opens the registry, repository or image whose URI is on the clipboard. */
  readonly openClipboard: () => Promise<void>;
  /** Opens the registry, repository or image of a link of the app. Never rejects. */
  readonly openLink: (link: string) => Promise<void>;
  readonly startDemo: () => Promise<void>;
}

/** Starts what the open window works with: the engine's services, and what follows the system and guards quitting. */
export async function startServices(ports: StartPorts): Promise<StartedServices> {
  const { mainWindow, storage, userData, loginShell, startDemo, log } = ports;
  await removeAppLeftovers(userData.folder, process.env);
  void removeOldCrashDumps(userData.crashDumps);
  const activity = createActivity();
  const applyLogLevel = createLogLevel(log);
  applyLogLevel(storage.settings.read().logging.level);
  const desktop = createDesktop(mainWindow);
  const staysInTray = (): boolean => storage.settings.read().window.keepInTray;
  const transferMonitor = monitorTransfers({
    mainWindow,
    staysInTray,
    onChanged: () => tray.refresh(),
    settings: () => storage.settings.read().notifications,
    onInactive: () => quitGuard.onInactive(),
  });
  const services = createServices({
    storage,
    version: app.getVersion(),
    folder: userData.folder,
    loginShell,
    desktop,
    transferMonitor: followTransfers(activity, transferMonitor),
    sendEvent: (name, payload) => sendEvent(mainWindow.current(), name, payload),
    onSettingsChanged: ({ appearance, logging }) => {
      nativeTheme.themeSource = appearance;
      tray.refresh();
      applyLogLevel(logging.level);
      onSettingsChanged();
    },
    startDemo,
    log,
  });
  const tray = followTray({
    isEnabled: staysInTray,
    statuses: () => services.transfers.statuses(),
    async open() {
      const { openTray } = await import('./app/tray/open-tray.ts');
      return openTray({
        showWindow: () => mainWindow.show(),
        pauseAll: () => pauseAll(services.transfers),
        resumeAll: () => resumeAll(services.transfers),
        quit: () => app.quit(),
      });
    },
    onFailed: (error) => log.warn('The tray cannot be opened.', error),
  });
  mainWindow.onShow(() => tray.onShown());
  tray.refresh();
  app.on('browser-window-focus', () => services.onWindowFocus());
  followSleep({ onSuspend: services.onSuspend, onResume: services.onResume, log });
  const work = { ...services.runningWork, active: () => transferMonitor.summary().active };
  const quitGuard = guardQuit({
    work,
    mainWindow,
    staysInTray,
    onHidden: () => tray.onHidden(),
    async close() {
      closeUpdates();
      await services.close();
    },
    log,
  });
  const {
    updates,
    onSettingsChanged,
    close: closeUpdates,
  } = openUpdates({
    settings: storage.settings,
    network: services.network,
    userData: userData.folder,
    work,
    quitWith: quitGuard.quitWith,
    send: (status) => sendEvent(mainWindow.current(), 'updates.changed', status),
    log,
  });
  registerForLinks();
  const { openedReferences } = services;
  performance.mark('start: services are loaded');
  return {
    answer: createRequestAnswerer(
      createHandlers({ ...services, updates }, desktop, createDiagnosticsPorts(userData, activity)),
      { ready: loginShell.state(), log, activity },
    ),
    openClipboard: () => openClipboard({ mainWindow, openedReferences, log }),
    openLink: (link) => openLink(link, { mainWindow, openedReferences, log }),
    startDemo: () => services.demo.start(),
  };
}
