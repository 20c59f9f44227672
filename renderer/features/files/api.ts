import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AppFile, FileProblem } from '../../../shared/models/file-problem.ts';
import { invoke, onEvent } from '../../ipc/bridge.ts';

const queryKey = ['file-problems'] as const;

/** What is wrong with the app's own files. */
export const useFileProblems = () =>
  useQuery({ queryKey, queryFn: () => invoke('files.problems'), staleTime: Infinity });

/** Shows what changes in the app's own files without a request. */
export function useFileEvents(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onEvent('files.changed', (problems) => client.setQueryData<readonly FileProblem[]>(queryKey, problems)),
    [client],
  );
}

/** Tries all files that cannot be read or written once more. */
export function useRetryFiles() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => invoke('files.retry'),
    onSuccess: (problems) => client.setQueryData<readonly FileProblem[]>(queryKey, problems),
  });
}

/** Replaces a file that cannot be read; the old one is renamed. */
export function useStartWithDefaults() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: AppFile) => invoke('files.startWithDefaults', { file }),
    onSuccess: (problems) => client.setQueryData<readonly FileProblem[]>(queryKey, problems),
  });
}
