import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AppFile, FileProblem } from '../../../shared/models/file-problem.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useStoredEvent } from '../../ipc/use-event.ts';

const queryKey = ['file-problems'] as const;

/** The problems of the app's own files. */
export const useFileProblems = () =>
  useQuery({ queryKey, queryFn: () => invoke('files.problems'), staleTime: Infinity });

/** Updates the problems of the app's own files from events. */
export function useFileEvents(): void {
  useStoredEvent('files.changed', queryKey);
}

/** Retries all files that cannot be read or written. */
export function useRetryFiles() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => invoke('files.retry'),
    onSuccess: (problems) => client.setQueryData<readonly FileProblem[]>(queryKey, problems),
  });
}

/** Replaces an unreadable file with defaults; the old file is renamed. */
export function useStartWithDefaults() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: AppFile) => invoke('files.startWithDefaults', { file }),
    onSuccess: (problems) => client.setQueryData<readonly FileProblem[]>(queryKey, problems),
  });
}
