import { app, Notification, powerSaveBlocker } from 'electron';
import { printable } from '../../../shared/text/printable.ts';
import type { Message } from '../quit/end-message.ts';
import type { MainWindow } from '../window/window.ts';
import type { WorkSummary } from '../quit/work-summary.ts';

/** Progress and number at taskbar and dock. */
export function showWork(mainWindow: MainWindow, { active, heldUp, progress, mode }: WorkSummary): void {
  const window = mainWindow.current();
  // Below zero takes the bar away.
  if (window && !window.isDestroyed()) window.setProgressBar(progress ?? -1, { mode });
  app.setBadgeCount(active + heldUp);
}

/** Keeps the computer from falling asleep, as long as that is wanted; the display may go dark. */
export function createAwakeKeeper(): (wanted: boolean) => void {
  let blocker: number | undefined;
  return (wanted) => {
    if (wanted) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
}

/** What is shown, so that it is not collected before somebody clicks on it. */
const shown = new Set<Notification>();

/** Shows a notification; a click on it opens the window. */
export function notify({ title, body }: Message, clicked: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: printable(title), body: printable(body) });
  shown.add(notification);
  notification.on('click', clicked);
  notification.on('close', () => shown.delete(notification));
  notification.show();
}
