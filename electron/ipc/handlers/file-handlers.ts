import type { AppFiles } from '../../app/storage/app-files.ts';
import type { RequestHandlers } from '../answer-request.ts';

type FileHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `files.${string}`>>;

export const createFileHandlers = (
  files: Pick<AppFiles, 'problems' | 'retry' | 'startWithDefaults'>,
): FileHandlers => ({
  'files.problems': async () => files.problems(),
  'files.retry': async () => {
    await files.retry();
    return files.problems();
  },
  'files.startWithDefaults': async ({ file }) => {
    await files.startWithDefaults(file);
    return files.problems();
  },
});
