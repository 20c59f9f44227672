import type { LogLevel } from '../../../shared/models/settings.ts';
import type { AppLog } from './log.ts';
import { logRequests } from './log-requests.ts';

/** Creates a function that applies a level to the log; at the level Verbose every HTTP request is logged. */
export function createLogLevel(log: AppLog): (level: LogLevel) => void {
  let stopLogging: (() => void) | undefined;
  return (level) => {
    log.setLevel(level);
    if (level === 'verbose') stopLogging ??= logRequests((line) => log.verbose(line));
    else {
      stopLogging?.();
      stopLogging = undefined;
    }
  };
}
