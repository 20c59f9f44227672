import { app, clipboard, dialog, nativeTheme, safeStorage, session, shell } from 'electron';
import { join } from 'node:path';
import { followSleep } from './app/desktop/follow-sleep.ts';
import { refusedSwitch } from './app/launch/refused-switch.ts';
import { registerAppScheme, serveBuiltPage } from './app/window/app-scheme.ts';
import { chooseCertificateFile } from './app/dialogs/choose-certificate-file.ts';
import { commandIn } from './cli/find-command.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { runCommandLine } from './app/launch/command-line.ts';
import { createAwakeKeeper, notify, showWork } from './app/desktop/desktop.ts';
import { tokenFolders } from './engine/aws/profiles/cached-tokens.ts';
import { enforceTlsVerification, tlsVerificationNotice } from './engine/aws/network/tls-verification.ts';
import { toErrorData } from './engine/errors/to-error-data.ts';
import { removeStaleTemporaryFiles } from './engine/files/temporary-file.ts';
import { createHandlers } from './ipc/handlers/create-handlers.ts';
import { registerRequests } from './ipc/register.ts';
import { sendEvent } from './ipc/send.ts';
import { openLog } from './app/logging/log.ts';
import { installMenu } from './app/menu/menu.ts';
import { openClipboard } from './app/desktop/open-clipboard.ts';
import { parseOptions } from './app/launch/options.ts';
import { pageUrl } from './app/window/page.ts';
import { openProxyPassword } from './app/storage/proxy-password.ts';
import { guardQuit } from './app/quit/quit.ts';
import { saveText } from './app/dialogs/save-text.ts';
import { openSignInPage, secureContents } from './app/window/security.ts';
import { createAppFiles } from './app/storage/app-files.ts';
import { userDataVariable } from './app/storage/user-data-folder.ts';
import { openSettings } from './app/storage/settings.ts';
import { openWindowState } from './app/window/window-state.ts';
import { openLoginShell, startedFromDesktop } from './app/shell-environment/shell-environment.ts';
import { claimSingleInstance, followSecondStarts } from './app/desktop/single-instance.ts';
import { catchUnhandledErrors } from './app/logging/unhandled-errors.ts';
import { initializeUserData } from './app/storage/user-data.ts';
import { prepareMainWindow } from './app/window/window.ts';
import { createTransferMonitor } from './app/desktop/transfer-monitor.ts';

/** True in the package that tests drive, which is never published; electron.vite.config.ts sets it. */
declare const IS_TESTABLE: boolean;

const refused =
  app.isPackaged && !IS_TESTABLE ? refusedSwitch((name) => app.commandLine.hasSwitch(name)) : undefined;
if (refused !== undefined) {
  process.stderr.write(
    `The switch --${refused} is not allowed: it opens the app to a debugger or lifts the limits of its window.\n`,
  );
  process.exit(exitCodes.usage);
}

registerAppScheme();
const page = pageUrl(app, process.env['ELECTRON_RENDERER_URL']);
const preload = join(import.meta.dirname, '../preload/preload.cjs');

const ownFiles = ['settings.json', 'window-state.json', 'proxy-password.json', 'transfers.json'];

const command = commandIn(process.argv, app.isPackaged);
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
    needed: startedFromDesktop(app.isPackaged),
  });
  await app.whenReady();
  log.info(`${app.name} ${app.getVersion()} starts.`);
  secureContents(page, log);
  serveBuiltPage(join(import.meta.dirname, '../renderer'));

  const { sso, login } = tokenFolders(process.env);
  await Promise.all([
    removeStaleTemporaryFiles(userData.folder, ownFiles),
    ...[join(userData.folder, 'uploads'), sso, login].map((folder) => removeStaleTemporaryFiles(folder)),
  ]);
  const settings = await openSettings(userData.folder, log);
  const stateFile = await openWindowState(userData.folder, log);
  const proxyPassword = await openProxyPassword({ userData: userData.folder, storage: safeStorage, log });
  const mainWindow = prepareMainWindow({ page, preload, stateFile, log });
  nativeTheme.themeSource = settings.read().appearance;
  const transferMonitor = createTransferMonitor({
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
    files: createAppFiles({
      settings: settings.file,
      'window-state': stateFile,
      'proxy-password': proxyPassword.file,
    }),
    userData: userData.folder,
    sendEvent: (name, payload) => sendEvent(mainWindow.current(), name, payload),
    writeClipboard: (text) => clipboard.writeText(text),
    openSignInPage,
    saveText: (file) => saveText(mainWindow.current(), file),
    chooseCertificateFile: () => chooseCertificateFile(mainWindow.current()),
    openPath: (path) => shell.openPath(path),
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    proxyPassword,
    loginShell,
    settingsChanged: ({ appearance }) => {
      nativeTheme.themeSource = appearance;
    },
    transferMonitor,
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
  app.on('browser-window-focus', () => services.onWindowFocus());
  followSleep({ suspended: () => services.suspended(), resumed: () => services.resumed(), log });
  installMenu({
    mainWindow,
    logFolder: userData.logs,
    openClipboard: () => void openClipboard({ mainWindow, resolve: services.resolve, log }),
  });
  const quitGuard = guardQuit({
    work: { ...services.runningWork, active: () => transferMonitor.summary().active },
    mainWindow,
    close: () => services.close(),
    log,
  });
  followSecondStarts({ mainWindow, startDemo: () => services.handlers['demo.start'](undefined), log });
  mainWindow.show();
}

function failStartup(error: unknown): void {
  log.error('The app cannot start.', error);
  dialog.showErrorBox(`${app.name} cannot start`, `The details are in the log:\n${userData.logs}`);
  app.exit(1);
}

if (command) void runCommandLine(command);
else if (claimSingleInstance()) start().catch(failStartup);
else app.quit();
