import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createFileHandlers = ({ files }: Pick<Services, 'files'>): HandlersOf<'files'> => ({
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
