import { app, Menu, shell } from 'electron';
import { sendEvent } from '../../ipc/send.ts';
import { menuTemplate } from './menu-template.ts';
import { openExternalLink } from '../window/security.ts';
import type { MainWindow } from '../window/window.ts';

interface MenuActions {
  readonly mainWindow: MainWindow;
  readonly logFolder: string;
  readonly openClipboard: () => void;
}

/** Puts up the native menu. A command opens the window first where there is none. */
export function installMenu({ mainWindow, logFolder, openClipboard }: MenuActions): void {
  app.setAboutPanelOptions({
    applicationName: app.name,
    applicationVersion: app.getVersion(),
    copyright: 'Apache License 2.0',
  });
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
