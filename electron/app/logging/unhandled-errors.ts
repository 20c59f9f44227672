import type { Log } from './log.ts';

interface ErrorSource {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (reason: unknown) => void): unknown;
}

interface UnhandledErrorPorts {
  readonly source: ErrorSource;
  readonly log: Log;
  readonly showError: (title: string, content: string) => void;
  /** Named in the dialog. */
  readonly logFolder: string;
}

/** Logs what nobody caught. A person is told once, of the first uncaught exception: a row of dialogs helps nobody. */
export function catchUnhandledErrors({ source, log, showError, logFolder }: UnhandledErrorPorts): void {
  let told = false;
  source.on('unhandledRejection', (reason) => log.error('A rejection was not handled.', reason));
  source.on('uncaughtException', (error) => {
    log.error('An exception was not caught.', error);
    if (told) return;
    told = true;
    showError(
      'Something went wrong in ECR Image Replicator',
      `The app goes on, but part of it may not work until it is restarted.\n\nThe details are in the log:\n${logFolder}`,
    );
  });
}
