import { app, Menu, shell } from 'electron';
import { sendEvent } from './ipc/send.ts';
import { menuTemplate } from './menu-template.ts';
import { openExternalLink } from './security.ts';
import type { MainWindow } from './window.ts';

/** Puts up the native menu. A command opens the window first where there is none. */
export function installMenu(mainWindow: MainWindow, logFolder: string): void {
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
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
