import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AppFile, FileProblem } from '../../../shared/models/file-problem.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useStoredEvent } from '../../ipc/use-event.ts';

const filesKey = ['file-problems'] as const;
const recordsKey = ['storage-problems'] as const;

/** The problems of the app's own files. */
export const useFileProblems = () =>
  useQuery({ queryKey: filesKey, queryFn: () => invoke('files.problems'), staleTime: Infinity });

/** The problems of the storage of records. */
export const useRecordProblems = () =>
  useQuery({ queryKey: recordsKey, queryFn: () => invoke('storage.problems'), staleTime: Infinity });

/** Updates the problems of files and records from events. */
export function useStorageEvents(): void {
  useStoredEvent('files.changed', filesKey);
  useStoredEvent('storage.problemsChanged', recordsKey);
}

/** Retries all files that cannot be read or written. */
export function useRetryFiles() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => invoke('files.retry'),
    onSuccess: (problems) => client.setQueryData<readonly FileProblem[]>(filesKey, problems),
  });
}

/** Replaces an unreadable file with defaults; the old file is renamed. */
export function useStartWithDefaults() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: AppFile) => invoke('files.startWithDefaults', { file }),
    onSuccess: (problems) => client.setQueryData<readonly FileProblem[]>(filesKey, problems),
  });
}

export function useRetryRecords() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => invoke('storage.retry'),
    onSuccess: (problems) => client.setQueryData(recordsKey, problems),
  });
}
