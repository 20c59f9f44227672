import { app, dialog } from 'electron';
import type { Log } from '../logging/log.ts';
import type { QuitGuard, RunningWork } from './quit-guard.ts';
import { createQuitGuard } from './quit-guard.ts';
import { describeQuitQuestion } from './quit-question.ts';
import type { MainWindow } from '../window/window.ts';

interface QuitPorts {
  readonly work: RunningWork;
  readonly mainWindow: MainWindow;
  /** Whether closing the window leaves the app running in the tray. */
  readonly staysInTray: () => boolean;
  /** Called when the window was hidden while the app keeps running. */
  readonly onHidden: () => void;
  /** Closes the services, after the work was canceled. */
  readonly close: () => Promise<void>;
  readonly log: Log;
}

const isMac = process.platform === 'darwin';

/**
 * Asks before quitting stops transfers, however the app is closed. Then cancels them within two seconds, or lets them finish
 * without a window, and quits.
 */
export function guardQuit({
  work,
  mainWindow,
  staysInTray,
  onHidden,
  close,
  log,
}: QuitPorts): Pick<QuitGuard, 'onInactive' | 'quitWith'> {
  const cancelAndClose = async (): Promise<void> => {
    try {
      await work.cancelAll();
    } finally {
      await close();
    }
  };
  const guard = createQuitGuard({
    work,
    quitsOnClose: !isMac,
    finishLimit: 2_000,
    quit: () => app.quit(),
    log,
    staysInTray,
    hide() {
      mainWindow.current()?.hide();
      onHidden();
    },
    async ask(transfers, unstored) {
      mainWindow.show();
      const window = mainWindow.current();
      const { answers, text } = describeQuitQuestion(transfers, unstored);
      const options = { ...text, buttons: answers.map(({ label }) => label) };
      const answer = window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options);
      return answers[(await answer).response]?.answer ?? 'keep-copying';
    },
    async finish() {
      await Promise.all([mainWindow.saveState(), cancelAndClose()]);
    },
  });
  mainWindow.onClose(guard.onClose);
  mainWindow.onShow(guard.onShown);
  app.on('before-quit', guard.onQuit);
  app.on('window-all-closed', () => {
    if (!isMac) app.quit();
  });
  return guard;
}
