import { formatCount } from '../format/counts.ts';
import type { RecordCount, StorageFailure, StorageProblem } from '../models/storage.ts';
import { assertNever } from '../models/result.ts';

/** What happened and what to do, as a title and a few sentences. */
export interface ProblemWords {
  readonly title: string;
  readonly text: string;
}

/** `2 changes of the transfer queue and 1 history entry` */
function describeCount({ queue, history }: RecordCount): string {
  const parts = [
    ...(queue > 0 ? [`${formatCount(queue, 'change')} of the transfer queue`] : []),
    ...(history > 0 ? [formatCount(history, 'history entry', 'history entries')] : []),
  ];
  return parts.join(' and ');
}

/** Why it failed, where, and the next step. */
export function describeFailure({ reason, path, folder }: StorageFailure): string {
  switch (reason) {
    case 'disk-full':
      return `The disk is full. Free space on the disk of ${folder}.`;
    case 'read-only':
      return `The disk of ${folder} is read-only. Make it writable.`;
    case 'access-denied':
      return `This user has no permission to write in ${folder}. Change the permissions of the folder and of ${path}.`;
    case 'locked':
      return `Another process uses ${path}. Close that process.`;
    case 'not-a-file':
      return `${path} is not a file. Move it out of ${folder}.`;
    case 'damaged':
      return `${path} is damaged and cannot be renamed. Move it out of ${folder}.`;
    case 'newer-version':
      return `A newer version of the app wrote ${path}. The file is unchanged. Update the app.`;
    case 'io-error':
      return `The disk of ${folder} reports an error. Check the disk.`;
    default:
      return assertNever(reason);
  }
}

const unstoredSentence = (unstored: RecordCount): string => {
  const count = describeCount(unstored);
  return count === ''
    ? ''
    : ` Not stored: ${count}. The app keeps them in memory and tries again until they are stored. Transfers continue.`;
};

/** A storage problem in the words of the window and of the question before quitting. */
export function describeStorageProblem(problem: StorageProblem): ProblemWords {
  switch (problem.kind) {
    case 'records-not-opened':
      return {
        title: 'The transfer queue and the history cannot be opened',
        text: `${describeFailure(problem.failure)}${unstoredSentence(problem.unstored)}`,
      };
    case 'records-not-stored':
      return {
        title: 'The transfer queue and the history cannot be stored',
        text: `${describeFailure(problem.failure)}${unstoredSentence(problem.unstored)}`,
      };
    case 'records-quarantined': {
      const { queue, history } = problem.recovered;
      const recovered = [
        formatCount(queue, 'queued transfer'),
        formatCount(history, 'history entry', 'history entries'),
      ].join(', ');
      return {
        title: 'The file of the transfer queue and the history was damaged',
        text: `The app renamed ${problem.path} to ${problem.quarantinePath} and created a new file. Recovered: ${recovered}.`,
      };
    }
    case 'records-not-imported':
      return {
        title: 'A file of an earlier version of the app cannot be imported',
        text: `${describeFailure(problem.failure)} The file is unchanged. The app tries again at its next start.`,
      };
    case 'records-unreadable':
      return {
        title: `${formatCount(problem.count, 'record')} of the transfer queue or the history cannot be read`,
        text: `They stay in ${problem.path}. All other records are available.`,
      };
    default:
      return assertNever(problem);
  }
}
