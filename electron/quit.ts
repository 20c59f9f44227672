import type { MessageBoxOptions } from 'electron';
import { app, dialog } from 'electron';
import type { Log } from './log.ts';
import type { QuitGuard, RunningWork } from './quit-guard.ts';
import { createQuitGuard } from './quit-guard.ts';
import type { QuitAnswer } from './quit-steps.ts';
import type { MainWindow } from './window.ts';

interface QuitPorts {
  readonly work: RunningWork;
  readonly mainWindow: MainWindow;
  /** Closes what the services hold open, after the work was cancelled. */
  readonly close: () => Promise<void>;
  readonly log: Log;
}

const isMac = process.platform === 'darwin';

const answers = [
  { label: 'Keep copying', answer: 'keep-copying' },
  { label: 'Stop and quit', answer: 'quit' },
  { label: 'Finish in background', answer: 'finish-in-background' },
] as const satisfies readonly { readonly label: string; readonly answer: QuitAnswer }[];

const question = (copying: number): MessageBoxOptions => ({
  type: 'question',
  message: copying === 1 ? 'A replication is still running.' : `${copying} replications are still running.`,
  detail:
    'If you stop now, no tag is left on anything incomplete, and what is copied stays and is not copied again. In background, the window closes and the app ends when all is done; start it again to see how far it is.',
  buttons: answers.map(({ label }) => label),
  defaultId: 0,
  cancelId: 0,
  noLink: true,
});

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
    async ask(copying) {
      mainWindow.show();
      const window = mainWindow.current();
      const asked = window
        ? dialog.showMessageBox(window, question(copying))
        : dialog.showMessageBox(question(copying));
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
