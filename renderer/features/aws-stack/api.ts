import { useMutation, useQuery } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import type { Execution, ExecutionRequest, ExecutionStatus } from '../../../shared/models/execution.ts';
import { invoke } from '../../ipc/bridge.ts';

/** A plan or a batch. */
export type StackRequest = RequestInput<'awsStack.estimate'>;

/** The size and cost of a run in the user's account. */
export const useEstimate = (request: StackRequest) =>
  useQuery({
    queryKey: ['stack-estimate', request],
    queryFn: () => invoke('awsStack.estimate', request),
    staleTime: Infinity,
    gcTime: 0,
  });

/** Chooses a folder and writes the export. */
export const useExportStack = () =>
  useMutation({ mutationFn: (request: StackRequest) => invoke('awsStack.export', request) });

/** Reads between which repositories an execution copies. */
export const useReadRoutes = () =>
  useMutation({ mutationFn: (request: ExecutionRequest) => invoke('awsStack.readRoutes', request) });

/** Milliseconds between two reads of a running execution. */
const interval = 5_000;

/** Whether an execution can still change. */
export function isExecutionActive(status: ExecutionStatus): boolean {
  switch (status) {
    case 'running':
    case 'pending-redrive':
      return true;
    case 'succeeded':
    case 'failed':
    case 'timed-out':
    case 'aborted':
      return false;
  }
}

/** An execution, read again while it runs. A failed read is repeated only by the user. */
export const useExecution = (request: ExecutionRequest) =>
  useQuery<Execution>({
    queryKey: ['execution', request],
    queryFn: () => invoke('awsStack.readExecution', request),
    refetchInterval: ({ state: { data, status } }) =>
      status === 'success' && data && isExecutionActive(data.status) ? interval : false,
  });
