import { useMutation } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import type { Comparison, ComparisonRequest, ComparisonUpdate } from '../../../shared/models/comparison.ts';
import { applyComparisonUpdate } from '../../../shared/models/comparison.ts';
import { invoke, onEvent } from '../../ipc/bridge.ts';
import type { JobAdapter } from '../../components/use-followed-job.ts';
import { useJob } from '../../components/use-followed-job.ts';

/** Leaves it as far as it is. One that is held no more needs no stopping. */
export const stopComparison = ({ id }: Comparison): void =>
  void invoke('comparisons.cancel', { comparisonId: id }).catch(() => undefined);

const ways: JobAdapter<ComparisonRequest, Comparison, ComparisonUpdate> = {
  begin: (request) => invoke('comparisons.create', request),
  follow: (listener) => onEvent('comparisons.updated', listener),
  apply: applyComparisonUpdate,
  leave: (comparison) => {
    if (comparison.state === 'working') stopComparison(comparison);
  },
};

/** The comparison that the request asks for, as far as it is. */
export const useComparison = (request: ComparisonRequest) => useJob(request, ways);

export const useExportComparison = () =>
  useMutation({
    mutationFn: (input: RequestInput<'comparisons.export'>) => invoke('comparisons.export', input),
  });
