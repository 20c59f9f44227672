import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { app, dialog } from 'electron';
import type { Log } from '../logging/log.ts';
import type { FailureAnswer, RendererFailure } from './renderer-failures.ts';
import { followRendererFailures } from './renderer-failures.ts';

interface Choice {
  readonly label: string;
  readonly answer: FailureAnswer;
}

const reload: Choice = { label: 'Reload', answer: 'reload' };
const quit: Choice = { label: 'Quit', answer: 'quit' };
const wait: Choice = { label: 'Wait', answer: 'wait' };

const questions: Readonly<
  Record<RendererFailure, { readonly message: string; readonly detail: string; readonly choices: Choice[] }>
> = {
  crashed: {
    message: 'The window has crashed twice.',
    detail: 'Transfers continue in the background. Reload the window to see them, or quit the app.',
    choices: [reload, quit],
  },
  hangs: {
    message: 'The window is not responding.',
    detail: 'Transfers continue in the background. Wait for the window, reload it, or quit the app.',
    choices: [wait, reload, quit],
  },
};

/** Shows failures of the renderer process in a dialog of the system, because the page cannot show one. */
export function watchRenderer(window: BrowserWindow, log: Log): void {
  const { webContents } = window;
  const failures = followRendererFailures({
    async ask(failure, signal) {
      const { message, detail, choices } = questions[failure];
      const options: MessageBoxOptions = {
        type: 'warning',
        message,
        detail,
        buttons: choices.map(({ label }) => label),
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        signal,
      };
      // The dialog of a hidden window is hidden as well.
      const response = window.isVisible()
        ? dialog.showMessageBox(window, options)
        : dialog.showMessageBox(options);
      return choices[(await response).response]?.answer ?? 'wait';
    },
    reload() {
      if (!window.isDestroyed()) webContents.reload();
    },
    endProcess() {
      if (!window.isDestroyed()) webContents.forcefullyCrashRenderer();
    },
    quit: () => app.quit(),
    log,
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') failures.onGone(reason);
  });
  webContents.on('unresponsive', () => failures.onUnresponsive());
  webContents.on('responsive', () => failures.onResponsive());
}
