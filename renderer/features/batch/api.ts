import { useMutation } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import type { Batch, BatchRequest } from '../../../shared/models/batch.ts';
import { applyBatchUpdate } from '../../../shared/models/batch.ts';
import { invoke } from '../../ipc/bridge.ts';
import type { JobAdapter } from '../../components/use-job.ts';
import { useJob } from '../../components/use-job.ts';

const adapter: JobAdapter<BatchRequest, Batch, 'batches.updated'> = {
  event: 'batches.updated',
  start: (request) => invoke('batches.create', request),
  apply: applyBatchUpdate,
  // Plans become outdated soon; removing a batch that no longer exists fails, which is ignored.
  release: ({ id }) => void invoke('batches.remove', { batchId: id }).catch(() => undefined),
};

/** The batch for a request, with the plans made so far. */
export const useBatch = (request: BatchRequest) => useJob(request, adapter);

/** Stops planning; the plans made so far stay. */
export const cancelBatch = ({ id }: Batch): void =>
  void invoke('batches.cancel', { batchId: id }).catch(() => undefined);

export const useStartBatch = () =>
  useMutation({ mutationFn: (input: RequestInput<'batches.start'>) => invoke('batches.start', input) });
