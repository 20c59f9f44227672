import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createStorageHandlers = ({ records }: Pick<Services, 'records'>): HandlersOf<'storage'> => ({
  'storage.problems': async () => records.problems(),
  'storage.retry': async () => {
    await records.retry();
    return records.problems();
  },
});
