import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { invoke } from '../../ipc/bridge.ts';
import { useStoredEvent } from '../../ipc/use-event.ts';

const queryKey = ['storage-problems'] as const;

/** The problems of the record storage, updated from events. */
export function useRecordProblems() {
  useStoredEvent('storage.problemsChanged', queryKey);
  return useQuery({ queryKey, queryFn: () => invoke('storage.problems'), staleTime: Infinity });
}

export function useRetryRecords() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => invoke('storage.retry'),
    onSuccess: (problems) => client.setQueryData(queryKey, problems),
  });
}
