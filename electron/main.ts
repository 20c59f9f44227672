import { app, clipboard, dialog, nativeTheme } from 'electron';
import { join } from 'node:path';
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
import { guardQuit } from './quit.ts';
import { saveText } from './save-text.ts';
import { secureContents } from './security.ts';
import { openSettings } from './settings.ts';
import { claimSingleInstance, followSecondStarts } from './single-instance.ts';
import { openTransferMemory } from './transfer-memory.ts';
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
    transferMemory: await openTransferMemory(userData.folder, log),
    sendEvent: (name, payload) => sendEvent(mainWindow.current(), name, payload),
    writeClipboard: (text) => clipboard.writeText(text),
    saveText: (file) => saveText(mainWindow.current(), file),
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
    log,
  });
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
