import type { NotificationSettings } from '../../../shared/models/settings.ts';
import { sendEvent } from '../window/send-event.ts';
import type { MainWindow } from '../window/window.ts';
import { createSleepBlocker } from './power.ts';
import type { TransferMonitor } from './transfer-monitor.ts';
import { createTransferMonitor } from './transfer-monitor.ts';
import { app, Notification } from 'electron';
import { printable } from '../../../shared/text/printable.ts';
import type { NotificationText } from './notification-text.ts';
import type { WorkSummary } from './work-summary.ts';

/** Shows progress, the number of open transfers and the time left in the taskbar or dock, whose tooltip is the window's title. */
function showWork(mainWindow: MainWindow, { active, blocked, progress, mode, text }: WorkSummary): void {
  const window = mainWindow.current();
  if (window && !window.isDestroyed()) {
    // A value below zero removes the progress bar.
    window.setProgressBar(progress ?? -1, { mode });
    window.setTitle(text === undefined ? app.name : `${text} – ${app.name}`);
  }
  app.setBadgeCount(active + blocked);
}

/** References to the visible notifications, so that they are not garbage-collected before a click. */
const visible = new Set<Notification>();

/** Shows a notification of the system. */
function showNotification({ title, body }: NotificationText, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: printable(title), body: printable(body) });
  visible.add(notification);
  notification.on('click', onClick);
  notification.on('close', () => visible.delete(notification));
  notification.show();
}

interface MonitorOptions {
  readonly mainWindow: MainWindow;
  readonly settings: () => NotificationSettings;
  /** Whether the app stays in the tray without a window, also when a transfer waits for the user. */
  readonly staysInTray: () => boolean;
  /** Called after a transfer changed. */
  readonly onChanged: () => void;
  /** Called when no transfer is active and none needs the user. */
  readonly onInactive: () => void;
}

/** Monitors transfers by way of Electron. A hidden window is shown when a transfer waits for the user. */
export function monitorTransfers({
  mainWindow,
  settings,
  staysInTray,
  onChanged,
  onInactive,
}: MonitorOptions): TransferMonitor {
  const showTransfers = (): void => {
    mainWindow.show();
    sendEvent(mainWindow.current(), 'menu.command', 'show-transfers');
  };
  return createTransferMonitor({
    show(summary) {
      showWork(mainWindow, summary);
      onChanged();
    },
    blockSleep: createSleepBlocker(),
    notify: (text) => showNotification(text, showTransfers),
    isWindowFocused: () => mainWindow.current()?.isFocused() ?? false,
    settings,
    onInactive({ blocked }) {
      const isHidden = mainWindow.current()?.isVisible() === false && !staysInTray();
      if (blocked > 0 && isHidden) showTransfers();
      else onInactive();
    },
  });
}
