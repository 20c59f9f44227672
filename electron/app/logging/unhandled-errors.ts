import type { Log } from './log.ts';

interface ErrorSource {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (reason: unknown) => void): unknown;
}

interface UnhandledErrorPorts {
  readonly source: ErrorSource;
  readonly log: Log;
  readonly showError: (title: string, content: string) => void;
  /** The dialog names it. */
  readonly logFolder: string;
}

/** Logs uncaught exceptions and rejections. Only the first exception shows a dialog, because more dialogs add nothing. */
export function catchUnhandledErrors({ source, log, showError, logFolder }: UnhandledErrorPorts): void {
  let isShown = false;
  source.on('unhandledRejection', (reason) => log.error('Unhandled rejection.', reason));
  source.on('uncaughtException', (error) => {
    log.error('Uncaught exception.', error);
    if (isShown) return;
    isShown = true;
    showError(
      'Something went wrong in ECR Image Replicator',
      `Some functions may not work until you restart the app.\n\nTo report it, choose Save Diagnostics in the Help menu. The log has the details:\n${logFolder}`,
    );
  });
}
