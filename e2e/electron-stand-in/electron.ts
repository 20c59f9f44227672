import { app } from './app.ts';
import { StandInBrowserWindow } from './browser-window.ts';
import { crashReporter } from './crash-reporter.ts';
import { clipboard, nativeTheme, powerSaveBlocker, screen, shell, StandInNotification } from './desktop.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { StandInMenu, StandInMenuItem } from './menu.ts';
import { withoutGaps } from './not-provided.ts';
import { powerMonitor } from './power-monitor.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { nativeImage, StandInTray } from './tray.ts';
import { webContents } from './web-contents.ts';

/** The exports of `require('electron')` in the main process. */
const electron = withoutGaps('electron', {
  app,
  BrowserWindow: StandInBrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu: StandInMenu,
  MenuItem: StandInMenuItem,
  nativeImage,
  nativeTheme,
  Notification: StandInNotification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray: StandInTray,
  webContents,
});

export { electron as 'module.exports' };
