import type { QueryClient } from '@tanstack/react-query';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Settings, SettingsChange } from '../../../shared/models/settings.ts';
import { invoke, onEvent } from '../../ipc/bridge.ts';

const queryKey = ['settings'] as const;

/** Marks every change of settings, so that one place can report those that fail. */
export const settingsMutationKey = ['settings', 'change'] as const;

export const useSettings = () =>
  useQuery({ queryKey, queryFn: () => invoke('settings.read'), staleTime: Infinity });

export const knownSettings = (client: QueryClient): Settings | undefined =>
  client.getQueryData<Settings>(queryKey);

/** Shows settings that the main process has read again. */
export function useSettingsEvents(): void {
  const client = useQueryClient();
  useEffect(
    () => onEvent('settings.changed', (settings) => client.setQueryData<Settings>(queryKey, settings)),
    [client],
  );
}

/** Changes settings on the screen at once and in the file behind it; after an error, the settings in use are read again. */
export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: settingsMutationKey,
    mutationFn: (change: SettingsChange) => invoke('settings.change', change),
    onMutate: (change) => {
      client.setQueryData<Settings>(queryKey, (settings) => settings && { ...settings, ...change });
    },
    onError: () => void client.invalidateQueries({ queryKey }),
  });
}
