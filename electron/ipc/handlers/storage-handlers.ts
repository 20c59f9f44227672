import type { Records } from '../../engine/storage/records.ts';
import type { RequestHandlers } from '../answer-request.ts';

type StorageHandlers = Pick<RequestHandlers, 'storage.problems' | 'storage.retry'>;

export const createStorageHandlers = (records: Records): StorageHandlers => ({
  'storage.problems': async () => records.problems(),
  'storage.retry': async () => {
    await records.retry();
    return records.problems();
  },
});
