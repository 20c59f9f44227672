import type { QueryClient } from '@tanstack/react-query';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Settings, SettingsChange } from '../../../shared/models/settings.ts';
import { invoke } from '../../bridge.ts';

const queryKey = ['settings'] as const;

export const useSettings = () =>
  useQuery({ queryKey, queryFn: () => invoke('settings.read'), staleTime: Infinity });

export const knownSettings = (client: QueryClient): Settings | undefined =>
  client.getQueryData<Settings>(queryKey);

/** Changes settings on the screen at once and in the file behind it; a file that cannot be written changes nothing here. */
export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: SettingsChange) => invoke('settings.change', change),
    onMutate: (change) => {
      client.setQueryData<Settings>(queryKey, (settings) => settings && { ...settings, ...change });
    },
  });
}
