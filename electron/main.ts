import { app, crashReporter, dialog, ipcMain, nativeTheme, safeStorage } from 'electron';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RequestChannel } from '../shared/ipc.ts';
import { followLinks } from './app/launch/follow-links.ts';
import { parseOptions } from './app/launch/options.ts';
import { claimSingleInstance, followSecondStarts } from './app/launch/single-instance.ts';
import { openLog } from './app/logging/log.ts';
import { catchUnhandledErrors } from './app/logging/unhandled-errors.ts';
import { installMenu } from './app/menu/menu.ts';
import { isStartedFromDesktop, openLoginShell } from './app/shell-environment/login-shell.ts';
import { openAppStorage } from './app/storage/open-app-storage.ts';
import { userDataVariable } from './app/storage/user-data-folder.ts';
import { initializeUserData } from './app/storage/user-data.ts';
import { registerAppScheme, serveBuiltPage } from './app/window/app-scheme.ts';
import { builtPage, pageUrl } from './app/window/page.ts';
import { secureContents } from './app/window/secure-contents.ts';
import { createMainWindow } from './app/window/window.ts';
import { findCommand } from './cli/find-command.ts';
import { enforceTlsVerification, tlsVerificationNotice } from './engine/aws/network/tls-verification.ts';
import { createRequestListener } from './ipc/request-listener.ts';
import type { StartedServices, StartPorts } from './start-services.ts';

registerAppScheme();
const command = findCommand(process.argv, app.isPackaged);
const options = parseOptions(process.argv);
const userData = initializeUserData(options.userData || process.env[userDataVariable] || undefined);
const log = openLog(userData.logs);
/** Milliseconds until the services are loaded without a page. */
const longestWait = 1_000;

/**
 * Loads and starts the services once the page has its files: loading blocks this process, and meanwhile the page evaluates
 * its scripts. A page that cannot be loaded is not waited for.
 */
async function loadServices(ports: StartPorts, pageServed: Promise<void>): Promise<StartedServices> {
  await Promise.race([pageServed, setTimeout(longestWait)]);
  const { startServices } = await import('./start-services.ts');
  return startServices(ports);
}

async function start(): Promise<void> {
  const started = Promise.withResolvers<StartedServices>();
  const services = started.promise;
  followLinks(process.argv, (link) => {
    // When the services cannot start, the app ends with its own message.
    services.then(({ openLink }) => openLink(link)).catch(() => undefined);
  });
  catchUnhandledErrors({
    source: process,
    log,
    showError: (title, content) => dialog.showErrorBox(title, content),
    logFolder: userData.logs,
  });
  // Dumps stay in the folder of the app's data.
  crashReporter.start({ uploadToServer: false });
  if (enforceTlsVerification(process.env)) log.warn(tlsVerificationNotice);
  const loginShell = openLoginShell({
    environment: process.env,
    isNeeded: isStartedFromDesktop(app.isPackaged),
  });
  await app.whenReady();
  performance.mark('start: Electron is ready');
  log.info(`${app.name} ${app.getVersion()} starts.`);

  const page = pageUrl(app, process.env['ELECTRON_RENDERER_URL']);
  secureContents(page, log);
  const pageServed = serveBuiltPage(join(import.meta.dirname, '../renderer'));

  const storage = await openAppStorage({ folder: userData.folder, secretStorage: safeStorage, log });
  const { appearance, logging } = storage.settings.read();
  nativeTheme.themeSource = appearance;
  log.setLevel(logging.level);

  const preload = join(import.meta.dirname, '../preload/preload.cjs');
  const mainWindow = createMainWindow({ page, preload, stateFile: storage.windowState, log });
  started.resolve(
    loadServices(
      { mainWindow, storage, userData, loginShell, startDemo: options.demo, log },
      page === builtPage ? pageServed : Promise.resolve(),
    ),
  );
  const requestListener = createRequestListener({
    contents: () => mainWindow.current()?.webContents,
    page,
    answer: async (name, input) => (await services).answer(name, input),
    log,
  });
  ipcMain.handle('request' satisfies RequestChannel, requestListener);
  const openClipboard = async (): Promise<void> => (await services).openClipboard();
  installMenu({ mainWindow, logFolder: userData.logs, openClipboard: () => void openClipboard() });
  const startDemo = async (): Promise<void> => (await services).startDemo();
  followSecondStarts({ mainWindow, startDemo, log });
  mainWindow.show();
  performance.mark('start: window is created');
  await services;
}

function failStartup(error: unknown): void {
  log.error('The app cannot start.', error);
  dialog.showErrorBox(`${app.name} cannot start`, `The log has the details:\n${userData.logs}`);
  app.exit(1);
}

if (command) void import('./run-command-line.ts').then(({ runCommandLine }) => runCommandLine(command));
else if (claimSingleInstance()) start().catch(failStartup);
else app.quit();
