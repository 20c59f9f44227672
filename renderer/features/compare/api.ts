import { useMutation } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import type { Comparison, ComparisonRequest } from '../../../shared/models/comparison.ts';
import { applyComparisonUpdate } from '../../../shared/models/comparison.ts';
import { invoke } from '../../ipc/bridge.ts';
import type { JobAdapter } from '../../components/use-job.ts';
import { useJob } from '../../components/use-job.ts';

/** Stops a comparison. Stopping one that no longer exists fails, which is ignored. */
export const stopComparison = ({ id }: Comparison): void =>
  void invoke('comparisons.cancel', { comparisonId: id }).catch(() => undefined);

const adapter: JobAdapter<ComparisonRequest, Comparison, 'comparisons.updated'> = {
  event: 'comparisons.updated',
  start: (request) => invoke('comparisons.create', request),
  apply: applyComparisonUpdate,
  release: (comparison) => {
    if (comparison.state === 'working') stopComparison(comparison);
  },
};

/** The comparison for a request, with the results so far. */
export const useComparison = (request: ComparisonRequest) => useJob(request, adapter);

export const useExportComparison = () =>
  useMutation({
    mutationFn: (input: RequestInput<'comparisons.export'>) => invoke('comparisons.export', input),
  });
