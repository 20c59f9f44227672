import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AppFile, FileProblem } from '../../../shared/models/file-problem.ts';
import { invoke, onEvent } from '../../bridge.ts';

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

function useFileCommand(name: 'files.retry' | 'files.startWithDefaults') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: AppFile) => invoke(name, { file }),
    onSuccess: (problems) => client.setQueryData<readonly FileProblem[]>(queryKey, problems),
  });
}

export const useRetryFile = () => useFileCommand('files.retry');
export const useStartWithDefaults = () => useFileCommand('files.startWithDefaults');
