import type { MessageBoxOptions } from 'electron';
import { app, dialog } from 'electron';
import type { Log } from './log.ts';
import type { RunningWork } from './quit-guard.ts';
import { createQuitGuard } from './quit-guard.ts';
import type { MainWindow } from './window.ts';

interface QuitPorts {
  readonly work: RunningWork;
  readonly mainWindow: MainWindow;
  /** Closes what the services hold open, after the work was cancelled. */
  readonly close: () => Promise<void>;
  readonly log: Log;
}

const isMac = process.platform === 'darwin';

const question = (copying: number): MessageBoxOptions => ({
  type: 'question',
  message: copying === 1 ? 'A replication is still running.' : `${copying} replications are still running.`,
  detail:
    'If you quit now, copying stops and no tag is left on anything incomplete. What is copied stays, and is not copied again.',
  buttons: ['Keep copying', 'Stop and quit'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
});

/** Asks before copying is cut off, whichever way the app is closed; cancels it within two seconds, then quits. */
export function guardQuit({ work, mainWindow, close, log }: QuitPorts): void {
  const cancelAndClose = async (): Promise<void> => {
    try {
      await work.cancelAll();
    } finally {
      await close();
    }
  };
  const guard = createQuitGuard({
    work,
    closingQuits: !isMac,
    patience: 2_000,
    quit: () => app.quit(),
    log,
    async ask(copying) {
      mainWindow.show();
      const window = mainWindow.current();
      const asked = window
        ? dialog.showMessageBox(window, question(copying))
        : dialog.showMessageBox(question(copying));
      return (await asked).response === 1;
    },
    async finish() {
      await Promise.all([mainWindow.remember(), cancelAndClose()]);
    },
  });
  mainWindow.onClose(guard.onClose);
  app.on('before-quit', guard.onQuit);
  app.on('window-all-closed', () => {
    if (!isMac) app.quit();
  });
}
