import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toErrorData } from '../../../ipc/bridge.ts';
import { settingsMutationKey } from '../../../features/settings/api.ts';
import type { Tell } from './use-notices.ts';

/** Reports every change of settings that fails, whatever part of the window made it. What is in use and only not stored, `FileNotices` shows. */
export function useFailedChanges(tell: Tell): void {
  const client = useQueryClient();
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return;
        if (event.mutation.options.mutationKey !== settingsMutationKey) return;
        const error = toErrorData(event.action.error);
        if (error.code !== 'not-stored') tell({ type: 'error', error });
      }),
    [client, tell],
  );
}
