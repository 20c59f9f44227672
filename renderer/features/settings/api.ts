import type { QueryClient } from '@tanstack/react-query';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Settings, SettingsChange } from '../../../shared/models/settings.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useStoredEvent } from '../../ipc/use-event.ts';

const queryKey = ['settings'] as const;

/** The key of every change of the settings, so that failures are reported in one place. */
export const settingsMutationKey = ['settings', 'change'] as const;

export const useSettings = () =>
  useQuery({ queryKey, queryFn: () => invoke('settings.read'), staleTime: Infinity });

export const knownSettings = (client: QueryClient): Settings | undefined =>
  client.getQueryData<Settings>(queryKey);

/** Updates the settings when the main process has read them again. */
export function useSettingsEvents(): void {
  useStoredEvent('settings.changed', queryKey);
}

/** Changes settings optimistically; after an error, the settings in use are fetched again. */
export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: settingsMutationKey,
    mutationFn: (change: SettingsChange) => invoke('settings.change', change),
    onMutate: (change) => {
      // The answer to a pending request would take the change back.
      void client.cancelQueries({ queryKey });
      client.setQueryData<Settings>(queryKey, (settings) => settings && { ...settings, ...change });
    },
    onError: () => void client.invalidateQueries({ queryKey }),
  });
}
