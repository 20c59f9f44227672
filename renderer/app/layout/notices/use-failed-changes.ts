import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toErrorData } from '../../../ipc/bridge.ts';
import { settingsMutationKey } from '../../../features/settings/api.ts';
import type { Notify } from '../../providers/use-notices.ts';

/** Reports every failed change of the settings. `FileNotices` reports changes that are in use but not stored. */
export function useFailedChanges(notify: Notify): void {
  const client = useQueryClient();
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return;
        if (event.mutation.options.mutationKey !== settingsMutationKey) return;
        const error = toErrorData(event.action.error);
        if (error.code !== 'not-stored') notify({ type: 'error', error });
      }),
    [client, notify],
  );
}
