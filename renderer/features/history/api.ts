import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { readPushTarget } from '../../../shared/history/push-target.ts';
import type { HistoryKind, HistoryQuery, HistoryRange } from '../../../shared/models/history.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useEvent } from '../../ipc/use-event.ts';

const queryKey = ['history'] as const;

/** One page of matching entries; the previous page stays visible while the next one loads. */
export const useHistory = (query: HistoryQuery, range: HistoryRange) =>
  useQuery({
    queryKey: [...queryKey, query, range],
    queryFn: () => invoke('history.search', { ...query, ...range }),
    placeholderData: keepPreviousData,
  });

export const useHistoryEntry = (id: string) =>
  useQuery({ queryKey: [...queryKey, id], queryFn: () => invoke('history.read', { id }) });

/** The transfers that pushed the digest or to the URI of a search; disabled for any other text. */
export const usePushes = (text: string) =>
  useQuery({
    queryKey: [...queryKey, 'pushes', text.trim()],
    queryFn: () => invoke('history.findPushes', { text: text.trim() }),
    enabled: readPushTarget(text) !== undefined,
  });

/** Refetches the visible entries when a transfer finishes or the history is cleared. */
export const useHistoryEvents = (): void =>
  useEvent('history.changed', (_, client) => void client.invalidateQueries({ queryKey }));

/** Exports the matching entries. Returns the path of the file; null when the user chose none. */
export const useExportHistory = () =>
  useMutation({
    mutationFn: (input: HistoryQuery & { readonly format: 'csv' | 'json' }) =>
      invoke('history.export', input),
  });

/** The number of entries that finished before a time, without those of the demo. */
export const useCountBefore = (before: number | undefined) =>
  useQuery({
    queryKey: [...queryKey, 'before', before],
    queryFn: async () => {
      const { matching } = await invoke('history.search', {
        until: Math.max(0, (before ?? 0) - 1),
        demo: false,
        offset: 0,
        limit: 1,
      });
      return matching;
    },
    enabled: before !== undefined,
  });

/** Exports and deletes older entries. Returns null when the user chose no file. */
export const useExportAndDelete = () =>
  useMutation({
    mutationFn: (input: { readonly before: number; readonly format: 'csv' | 'json' }) =>
      invoke('history.exportAndDelete', input),
  });

export const useClearHistory = () =>
  useMutation({ mutationFn: (kind: HistoryKind) => invoke('history.clear', { kind }) });
