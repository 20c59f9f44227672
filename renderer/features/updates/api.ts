import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UpdateStatus } from '../../../shared/models/update.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useStoredEvent } from '../../ipc/use-event.ts';

const queryKey = ['updates'] as const;

/** What is known of updates. Sends nothing over the network. */
export const useUpdateStatus = () =>
  useQuery({ queryKey, queryFn: () => invoke('updates.read'), staleTime: Infinity });

/** Updates the status from events. */
export const useUpdateEvents = (): void => useStoredEvent('updates.changed', queryKey);

export type UpdateAction = 'check' | 'download' | 'cancelDownload' | 'install';

/** What the user does about an update; the answer is its new status. */
export function useUpdateAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: UpdateAction) => invoke(`updates.${action}`),
    onSuccess: (status) => client.setQueryData<UpdateStatus>(queryKey, status),
  });
}
