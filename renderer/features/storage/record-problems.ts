import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { invoke, onEvent } from '../../ipc/bridge.ts';

const queryKey = ['storage-problems'] as const;

/** The problems of the record storage, updated from events. */
export function useRecordProblems() {
  const client = useQueryClient();
  useEffect(
    () => onEvent('storage.problemsChanged', (problems) => client.setQueryData(queryKey, problems)),
    [client],
  );
  return useQuery({ queryKey, queryFn: () => invoke('storage.problems'), staleTime: Infinity });
}

export function useRetryRecords() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => invoke('storage.retry'),
    onSuccess: (problems) => client.setQueryData(queryKey, problems),
  });
}
