import { app, dialog } from 'electron';
import type { Log } from '../logging/log.ts';
import type { QuitGuard, RunningWork } from './quit-guard.ts';
import { createQuitGuard } from './quit-guard.ts';
import { quitQuestion } from './quit-question.ts';
import type { MainWindow } from '../window/window.ts';

interface QuitPorts {
  readonly work: RunningWork;
  readonly mainWindow: MainWindow;
  /** Closes what the services hold open, after the work was cancelled. */
  readonly close: () => Promise<void>;
  readonly log: Log;
}

const isMac = process.platform === 'darwin';

/**
 * Asks before copying is cut off, whichever way the app is closed; cancels it within two seconds, or lets it end without
 * a window, then quits.
 */
export function guardQuit({ work, mainWindow, close, log }: QuitPorts): Pick<QuitGuard, 'onSettled'> {
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
    hide: () => mainWindow.current()?.hide(),
    async ask(copying, unstored) {
      mainWindow.show();
      const window = mainWindow.current();
      const { answers, text } = quitQuestion(copying, unstored);
      const options = { ...text, buttons: answers.map(({ label }) => label) };
      const asked = window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options);
      return answers[(await asked).response]?.answer ?? 'keep-copying';
    },
    async finish() {
      await Promise.all([mainWindow.remember(), cancelAndClose()]);
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
