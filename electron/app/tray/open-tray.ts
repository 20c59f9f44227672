import { app, Menu, Tray } from 'electron';
import { printable } from '../../../shared/text/printable.ts';
import { createTrayIcon } from './tray-icon.ts';
import type { TrayCommands, TrayWork } from './tray-menu.ts';
import { trayMenuTemplate } from './tray-menu.ts';

/** The icon in the tray of the system. */
export interface OpenTray {
  show(work: TrayWork): void;
  close(): void;
}

/** Puts the app's icon into the tray, or into the menu bar of macOS, where a click opens the menu. */
export function openTray(commands: TrayCommands): OpenTray {
  const tray = new Tray(createTrayIcon(process.platform));
  if (process.platform !== 'darwin') tray.on('click', commands.showWindow);
  let shown = '';
  return {
    show(work) {
      const next = JSON.stringify(work);
      if (next === shown) return;
      shown = next;
      tray.setToolTip(printable(`${app.name}: ${work.text}`));
      tray.setContextMenu(Menu.buildFromTemplate([...trayMenuTemplate(work, commands)]));
    },
    close: () => tray.destroy(),
  };
}
