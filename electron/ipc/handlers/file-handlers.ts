import type { FileProblem } from '../../../shared/models/file-problem.ts';
import type { AppFiles } from '../../app/storage/app-files.ts';
import type { RequestHandlers } from '../answer-request.ts';

type FileHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `files.${string}`>>;

interface FilePorts {
  readonly files: Pick<AppFiles, 'retry' | 'startWithDefaults'>;
  /** Those of all files of the app, the larger ones too. */
  readonly problems: () => readonly FileProblem[];
}

export const createFileHandlers = ({ files, problems }: FilePorts): FileHandlers => ({
  'files.problems': async () => problems(),
  'files.retry': async () => {
    await files.retry();
    return problems();
  },
  'files.startWithDefaults': async ({ file }) => {
    await files.startWithDefaults(file);
    return problems();
  },
});
