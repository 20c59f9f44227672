import type { EventName, Events } from '../../../shared/ipc.ts';
import type { HistoryLimit } from '../../../shared/models/history.ts';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { describeStorageProblem } from '../../../shared/text/storage-problem.ts';
import type { Records } from '../../engine/storage/records.ts';
import { openRecords } from '../../engine/storage/records.ts';
import type { Log } from '../logging/log.ts';
import { createHistoryTrimmer } from './history-limit.ts';

interface AppRecordsOptions {
  /** The folder of `records.db`. */
  readonly folder: string;
  readonly historyLimit: () => HistoryLimit;
  readonly sendEvent: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
  readonly log: Log;
}

export interface AppRecords {
  readonly records: Records;
  /** Deletes history entries beyond the limit of the settings. Never rejects. */
  readonly trimHistory: () => Promise<void>;
}

interface ReportPorts {
  readonly send: (problems: readonly StorageProblem[]) => void;
  readonly log: Log;
}

/** Sends every change of the problems to the window, and logs each new problem once. */
function createProblemReporter({ send, log }: ReportPorts): (problems: readonly StorageProblem[]) => void {
  let logged = new Set<string>();
  return (problems) => {
    const titles = problems.map((problem) => describeStorageProblem(problem).title);
    for (const [index, title] of titles.entries())
      if (!logged.has(title)) log.warn(`${title}.`, problems[index]);
    if (logged.size > 0 && problems.length === 0) log.info('All records are stored.');
    logged = new Set(titles);
    send(problems);
  };
}

/** Opens the transfer queue and the history, and reports records that are not stored to the window and the log. */
export function openAppRecords({ folder, historyLimit, sendEvent, log }: AppRecordsOptions): AppRecords {
  const report = createProblemReporter({
    send: (problems) => sendEvent('storage.problemsChanged', problems),
    log,
  });
  const records = openRecords({
    folder,
    problemsChanged: () => report(records.problems()),
    historyChanged: () => sendEvent('history.changed', null),
  });
  report(records.problems());
  const trimHistory = createHistoryTrimmer({
    history: records.history,
    limit: historyLimit,
    onTrimmed: (count) => log.info(`${count} history entries beyond the limit of the settings were deleted.`),
    onFailed: (error) => log.warn('The limit of the history cannot be applied.', error),
  });
  void trimHistory();
  return { records, trimHistory };
}
