import { useMutation } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import type { Bulk, BulkRequest, BulkUpdate } from '../../../shared/models/batch.ts';
import { applyBulkUpdate } from '../../../shared/models/batch.ts';
import { invoke, onEvent } from '../../bridge.ts';
import type { JobWays } from '../../components/use-followed-job.ts';
import { useFollowedJob } from '../../components/use-followed-job.ts';

const ways: JobWays<BulkRequest, Bulk, BulkUpdate> = {
  begin: (request) => invoke('bulks.create', request),
  follow: (listener) => onEvent('bulks.updated', listener),
  apply: applyBulkUpdate,
  // Its plans are outdated soon; one that is held no more needs no removing.
  leave: ({ id }) => void invoke('bulks.remove', { bulkId: id }).catch(() => undefined),
};

/** The plans that the request asks for, as far as they are. */
export const useBulk = (request: BulkRequest) => useFollowedJob(request, ways);

/** Stops the planning; what was planned stays. */
export const cancelBulk = ({ id }: Bulk): void =>
  void invoke('bulks.cancel', { bulkId: id }).catch(() => undefined);

export const useStartBulk = () =>
  useMutation({ mutationFn: (input: RequestInput<'bulks.start'>) => invoke('bulks.start', input) });
