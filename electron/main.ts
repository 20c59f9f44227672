import { app, dialog, ipcMain, nativeTheme, safeStorage } from 'electron';
import { join } from 'node:path';
import type { RequestChannel } from '../shared/ipc.ts';
import { createServices } from './app/create-services.ts';
import { createDesktop } from './app/desktop/desktop.ts';
import { monitorTransfers } from './app/desktop/monitor-transfers.ts';
import { openClipboard } from './app/desktop/open-clipboard.ts';
import { followSleep } from './app/desktop/power.ts';
import { parseOptions } from './app/launch/options.ts';
import { refuseUnsafeSwitches } from './app/launch/refuse-unsafe-switches.ts';
import { claimSingleInstance, followSecondStarts } from './app/launch/single-instance.ts';
import { openLog } from './app/logging/log.ts';
import { catchUnhandledErrors } from './app/logging/unhandled-errors.ts';
import { installMenu } from './app/menu/menu.ts';
import { guardQuit } from './app/quit/quit.ts';
import { isStartedFromDesktop, openLoginShell } from './app/shell-environment/login-shell.ts';
import { openAppStorage } from './app/storage/open-app-storage.ts';
import { removeAppLeftovers } from './app/storage/remove-leftovers.ts';
import { userDataVariable } from './app/storage/user-data-folder.ts';
import { initializeUserData } from './app/storage/user-data.ts';
import { registerAppScheme, serveBuiltPage } from './app/window/app-scheme.ts';
import { pageUrl } from './app/window/page.ts';
import { secureContents } from './app/window/secure-contents.ts';
import { sendEvent } from './app/window/send-event.ts';
import { createMainWindow } from './app/window/window.ts';
import { findCommand } from './cli/find-command.ts';
import { enforceTlsVerification, tlsVerificationNotice } from './engine/aws/network/tls-verification.ts';
import { createRequestListener } from './ipc/answer-request.ts';
import { createHandlers } from './ipc/handlers.ts';

refuseUnsafeSwitches();
registerAppScheme();
const command = findCommand(process.argv, app.isPackaged);
const options = parseOptions(process.argv);
const userData = initializeUserData(options.userData || process.env[userDataVariable] || undefined);
const log = openLog(userData.logs);

async function start(): Promise<void> {
  catchUnhandledErrors({
    source: process,
    log,
    showError: (title, content) => dialog.showErrorBox(title, content),
    logFolder: userData.logs,
  });
  if (enforceTlsVerification(process.env)) log.warn(tlsVerificationNotice);
  const loginShell = openLoginShell({
    environment: process.env,
    isNeeded: isStartedFromDesktop(app.isPackaged),
  });
  await app.whenReady();
  log.info(`${app.name} ${app.getVersion()} starts.`);

  const page = pageUrl(app, process.env['ELECTRON_RENDERER_URL']);
  secureContents(page, log);
  serveBuiltPage(join(import.meta.dirname, '../renderer'));

  await removeAppLeftovers(userData.folder, process.env);
  const storage = await openAppStorage({ folder: userData.folder, secretStorage: safeStorage, log });
  nativeTheme.themeSource = storage.settings.read().appearance;

  const preload = join(import.meta.dirname, '../preload/preload.cjs');
  const mainWindow = createMainWindow({ page, preload, stateFile: storage.windowState, log });
  const desktop = createDesktop(mainWindow);
  const transferMonitor = monitorTransfers({
    mainWindow,
    settings: () => storage.settings.read().notifications,
    onInactive: () => quitGuard.onInactive(),
  });
  const services = createServices({
    storage,
    folder: userData.folder,
    loginShell,
    desktop,
    transferMonitor,
    sendEvent: (name, payload) => sendEvent(mainWindow.current(), name, payload),
    onSettingsChanged: ({ appearance }) => {
      nativeTheme.themeSource = appearance;
    },
    startDemo: options.demo,
    log,
  });

  const requestListener = createRequestListener(createHandlers(services, desktop), {
    contents: () => mainWindow.current()?.webContents,
    page,
    ready: loginShell.state(),
    log,
  });
  ipcMain.handle('request' satisfies RequestChannel, requestListener);
  app.on('browser-window-focus', () => services.onWindowFocus());
  followSleep({ onSuspend: services.onSuspend, onResume: services.onResume, log });
  installMenu({
    mainWindow,
    logFolder: userData.logs,
    openClipboard: () => void openClipboard({ mainWindow, resolve: services.resolveReference, log }),
  });
  const quitGuard = guardQuit({
    work: { ...services.runningWork, active: () => transferMonitor.summary().active },
    mainWindow,
    close: services.close,
    log,
  });
  followSecondStarts({ mainWindow, startDemo: () => services.demo.start(), log });
  mainWindow.show();
}

function failStartup(error: unknown): void {
  log.error('The app cannot start.', error);
  dialog.showErrorBox(`${app.name} cannot start`, `The log has the details:\n${userData.logs}`);
  app.exit(1);
}

if (command)
  void import('./app/launch/command-line.ts').then(({ runCommandLine }) => runCommandLine(command));
else if (claimSingleInstance()) start().catch(failStartup);
else app.quit();
