import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { HistoryQuery } from '../../../shared/models/history.ts';
import { invoke, onEvent } from '../../ipc/bridge.ts';

const queryKey = ['history'] as const;

export interface HistoryRange {
  readonly offset: number;
  readonly limit: number;
}

/** One page of what fits; the page before stays in sight until the next one has come. */
export const useHistory = (query: HistoryQuery, range: HistoryRange) =>
  useQuery({
    queryKey: [...queryKey, query, range],
    queryFn: () => invoke('history.search', { ...query, ...range }),
    placeholderData: keepPreviousData,
  });

export const useHistoryEntry = (id: string) =>
  useQuery({ queryKey: [...queryKey, id], queryFn: () => invoke('history.read', { id }) });

/** Asks anew for what is in sight whenever a transfer has ended or the history was cleared. */
export function useHistoryEvents(): void {
  const client = useQueryClient();
  useEffect(() => onEvent('history.changed', () => void client.invalidateQueries({ queryKey })), [client]);
}

/** Answers where to; null when nothing was chosen. */
export const useExportHistory = () =>
  useMutation({
    mutationFn: (input: HistoryQuery & { readonly format: 'csv' | 'json' }) =>
      invoke('history.export', input),
  });

/** How many entries finished before a time; undefined while there is none. */
export const useCountBefore = (before: number | undefined) =>
  useQuery({
    queryKey: [...queryKey, 'before', before],
    queryFn: async () => {
      const { matching } = await invoke('history.search', {
        until: Math.max(0, (before ?? 0) - 1),
        offset: 0,
        limit: 1,
      });
      return matching;
    },
    enabled: before !== undefined,
  });

/** Answers what was written and deleted; null when no file was chosen. */
export const useExportAndDelete = () =>
  useMutation({
    mutationFn: (input: { readonly before: number; readonly format: 'csv' | 'json' }) =>
      invoke('history.exportAndDelete', input),
  });

export const useClearHistory = () => useMutation({ mutationFn: () => invoke('history.clear') });
