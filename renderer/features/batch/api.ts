import { useMutation } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import type { Batch, BatchRequest, BatchUpdate } from '../../../shared/models/batch.ts';
import { applyBatchUpdate } from '../../../shared/models/batch.ts';
import { invoke, onEvent } from '../../ipc/bridge.ts';
import type { JobAdapter } from '../../components/use-followed-job.ts';
import { useJob } from '../../components/use-followed-job.ts';

const ways: JobAdapter<BatchRequest, Batch, BatchUpdate> = {
  begin: (request) => invoke('batches.create', request),
  follow: (listener) => onEvent('batches.updated', listener),
  apply: applyBatchUpdate,
  // Its plans are outdated soon; one that is held no more needs no removing.
  leave: ({ id }) => void invoke('batches.remove', { batchId: id }).catch(() => undefined),
};

/** The plans that the request asks for, as far as they are. */
export const useBatch = (request: BatchRequest) => useJob(request, ways);

/** Stops the planning; what was planned stays. */
export const cancelBatch = ({ id }: Batch): void =>
  void invoke('batches.cancel', { batchId: id }).catch(() => undefined);

export const useStartBatch = () =>
  useMutation({ mutationFn: (input: RequestInput<'batches.start'>) => invoke('batches.start', input) });
