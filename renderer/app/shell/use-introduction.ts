import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileProblem } from '../../../shared/models/file-problem.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import { useChangeSettings } from '../../features/settings/api.ts';
import { invoke } from '../../ipc/bridge.ts';

/**
 * Whether the introduction is shown: on a computer without settings and history, until it is finished or skipped, and when
 * the user asks for it.
 */
export function useIntroduction(
  settings: Settings | undefined,
  problems: readonly FileProblem[] | undefined,
) {
  const { mutate: change } = useChangeSettings();
  const [isRequested, setRequested] = useState(false);
  const isPending = settings?.introduction === 'pending' && problems?.length === 0;
  // Not read again: the first replication adds an entry, and the introduction explains its last step.
  const { data: isNew } = useQuery({
    queryKey: ['is-history-empty'],
    queryFn: async () => (await invoke('history.search', { offset: 0, limit: 1 })).total === 0,
    enabled: isPending,
    staleTime: Infinity,
  });
  return {
    isShown: isRequested || (isPending && isNew === true),
    show: () => setRequested(true),
    end: () => {
      setRequested(false);
      if (settings?.introduction === 'pending') change({ introduction: 'done' });
    },
  };
}
