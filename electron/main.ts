import { app, clipboard, dialog, nativeTheme, safeStorage, session, shell } from 'electron';
import { join } from 'node:path';
import { chooseCertificateFile } from './choose-certificate-file.ts';
import { commandIn } from './cli/command-in.ts';
import { runCommandLine } from './command-line.ts';
import { createAwakeKeeper, notify, showWork } from './desktop.ts';
import { toErrorData } from './engine/errors/to-error-data.ts';
import { createHandlers } from './ipc/handlers/create-handlers.ts';
import { registerRequests } from './ipc/register.ts';
import { sendEvent } from './ipc/send.ts';
import { openLog } from './log.ts';
import { installMenu } from './menu.ts';
import { openClipboard } from './open-clipboard.ts';
import { parseOptions } from './options.ts';
import { pageUrl } from './page.ts';
import { openProxyPassword } from './proxy-password.ts';
import { guardQuit } from './quit.ts';
import { saveText } from './save-text.ts';
import { openSignInPage, secureContents } from './security.ts';
import { openSettings } from './settings.ts';
import { openLoginShell, startedFromDesktop } from './shell-environment/shell-environment.ts';
import { claimSingleInstance, followSecondStarts } from './single-instance.ts';
import { catchUnhandledErrors } from './unhandled-errors.ts';
import { settleUserData } from './user-data.ts';
import { prepareMainWindow } from './window.ts';
import { createWorkWatch } from './work-watch.ts';

const page = pageUrl(app, process.env['ELECTRON_RENDERER_URL'], join(import.meta.dirname, '../renderer'));
const preload = join(import.meta.dirname, '../preload/preload.cjs');

const command = commandIn(process.argv, app.isPackaged);
const options = parseOptions(process.argv);
const userData = settleUserData(options.userData);
const log = openLog(userData.logs);

async function start(): Promise<void> {
  catchUnhandledErrors({
    source: process,
    log,
    showError: (title, content) => dialog.showErrorBox(title, content),
    logFolder: userData.logs,
  });
  const loginShell = openLoginShell({
    environment: process.env,
    needed: startedFromDesktop(app.isPackaged),
  });
  await app.whenReady();
  log.info(`${app.name} ${app.getVersion()} starts.`);
  secureContents(page, log);

  const settings = await openSettings(userData.folder, log);
  const mainWindow = await prepareMainWindow({ page, preload, userData: userData.folder, log });
  nativeTheme.themeSource = settings.read().appearance;
  const workWatch = createWorkWatch({
    show: (summary) => showWork(mainWindow, summary),
    keepAwake: createAwakeKeeper(),
    notify: (message) => notify(message, () => showTransfers()),
    isInFront: () => mainWindow.current()?.isFocused() ?? false,
    settings: () => settings.read().notifications,
    settled(summary) {
      // Without a window nobody would see what is waited for.
      if (summary.heldUp > 0 && mainWindow.current()?.isVisible() === false) showTransfers();
      else quitGuard.onSettled();
    },
  });
  const showTransfers = (): void => {
    mainWindow.show();
    sendEvent(mainWindow.current(), 'menu.command', 'show-transfers');
  };
  const services = createHandlers({
    settings,
    userData: userData.folder,
    sendEvent: (name, payload) => sendEvent(mainWindow.current(), name, payload),
    writeClipboard: (text) => clipboard.writeText(text),
    openSignInPage,
    saveText: (file) => saveText(mainWindow.current(), file),
    chooseCertificateFile: () => chooseCertificateFile(mainWindow.current()),
    openPath: (path) => shell.openPath(path),
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    proxyPassword: await openProxyPassword({ userData: userData.folder, storage: safeStorage, log }),
    loginShell,
    settingsChanged: ({ appearance }) => {
      nativeTheme.themeSource = appearance;
    },
    workWatch,
    startDemo: options.demo,
    log,
  });

  registerRequests(services.handlers, {
    contents: () => mainWindow.current()?.webContents,
    page,
    toErrorData,
    ready: loginShell.state(),
    log,
  });
  app.on('browser-window-focus', () => services.cameBack());
  installMenu({
    mainWindow,
    logFolder: userData.logs,
    openClipboard: () => void openClipboard({ mainWindow, resolve: services.resolve, log }),
  });
  const quitGuard = guardQuit({
    work: { ...services.runningWork, active: () => workWatch.summary().active },
    mainWindow,
    close: () => services.close(),
    log,
  });
  followSecondStarts({ mainWindow, startDemo: () => services.handlers['demo.start'](undefined), log });
  mainWindow.show();
}

function giveUp(error: unknown): void {
  log.error('The app cannot start.', error);
  dialog.showErrorBox(`${app.name} cannot start`, `The details are in the log:\n${userData.logs}`);
  app.exit(1);
}

if (command) void runCommandLine(command);
else if (claimSingleInstance()) start().catch(giveUp);
else app.quit();
