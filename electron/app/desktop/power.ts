import { powerMonitor, powerSaveBlocker } from 'electron';
import type { Log } from '../logging/log.ts';

interface SleepPorts {
  readonly onSuspend: () => void;
  readonly onResume: () => void;
  readonly log: Log;
}

/** Calls the ports when the computer suspends and resumes. Call after the app is ready. */
export function followSleep({ onSuspend, onResume, log }: SleepPorts): void {
  powerMonitor.on('suspend', () => {
    log.info('The computer suspends.');
    onSuspend();
  });
  powerMonitor.on('resume', () => {
    log.info('The computer resumed.');
    onResume();
  });
}

/**
 * Creates a function that keeps the computer from sleeping while it was last called with true. The display may turn off.
 */
export function createSleepBlocker(): (isRequired: boolean) => void {
  let blocker: number | undefined;
  return (isRequired) => {
    if (isRequired) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
}
