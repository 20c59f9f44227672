import type { StorageProblem } from '../../../shared/models/storage.ts';
import { describeStorageProblem } from '../../../shared/words/storage-problem.ts';
import type { Records } from '../../engine/records/records.ts';
import type { Log } from '../../log.ts';
import type { RequestHandlers } from '../answer-request.ts';

type StorageHandlers = Pick<RequestHandlers, 'storage.problems' | 'storage.retry'>;

interface ReportPorts {
  readonly send: (problems: readonly StorageProblem[]) => void;
  readonly log: Log;
}

/** Sends every change of the problems to the window, and writes each new one into the log once. */
export function reportProblems({ send, log }: ReportPorts): (problems: readonly StorageProblem[]) => void {
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

export const createStorageHandlers = (records: Records): StorageHandlers => ({
  'storage.problems': async () => records.problems(),
  'storage.retry': async () => {
    await records.retry();
    return records.problems();
  },
});
