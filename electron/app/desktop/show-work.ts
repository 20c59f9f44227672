import { app, Notification } from 'electron';
import { printable } from '../../../shared/text/printable.ts';
import type { MainWindow } from '../window/window.ts';
import type { NotificationText } from './notification-text.ts';
import type { WorkSummary } from './work-summary.ts';

/** Shows progress and the number of open transfers in the taskbar or dock. */
export function showWork(mainWindow: MainWindow, { active, blocked, progress, mode }: WorkSummary): void {
  const window = mainWindow.current();
  // A value below zero removes the progress bar.
  if (window && !window.isDestroyed()) window.setProgressBar(progress ?? -1, { mode });
  app.setBadgeCount(active + blocked);
}

/** References to the visible notifications, so that they are not garbage-collected before a click. */
const visible = new Set<Notification>();

/** Shows a notification of the system. */
export function showNotification({ title, body }: NotificationText, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: printable(title), body: printable(body) });
  visible.add(notification);
  notification.on('click', onClick);
  notification.on('close', () => visible.delete(notification));
  notification.show();
}
