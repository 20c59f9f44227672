import { app, Menu, shell } from 'electron';
import { menuTemplate } from './menu-template.ts';
import { openExternalLink } from '../window/links.ts';
import { sendEvent } from '../window/send-event.ts';
import type { MainWindow } from '../window/window.ts';

interface MenuOptions {
  readonly mainWindow: MainWindow;
  readonly logFolder: string;
  readonly openClipboard: () => void;
}

/** Installs the native menu. A command opens the window when there is none. */
export function installMenu({ mainWindow, logFolder, openClipboard }: MenuOptions): void {
  const template = menuTemplate({
    platform: process.platform,
    isPackaged: app.isPackaged,
    appName: app.name,
    send(command) {
      if (!mainWindow.current()) mainWindow.show();
      sendEvent(mainWindow.current(), 'menu.command', command);
    },
    openLink: openExternalLink,
    openLogs: () => void shell.openPath(logFolder),
    openClipboard,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
