import { powerMonitor } from 'electron';
import type { Log } from '../logging/log.ts';

interface SleepPorts {
  readonly suspended: () => void;
  readonly resumed: () => void;
  readonly log: Log;
}

/** Follows the sleep and the resume of the computer; call when the app is ready. */
export function followSleep({ suspended, resumed, log }: SleepPorts): void {
  powerMonitor.on('suspend', () => {
    log.info('The computer goes to sleep.');
    suspended();
  });
  powerMonitor.on('resume', () => {
    log.info('The computer is awake again.');
    resumed();
  });
}
