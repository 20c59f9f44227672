import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileProblem } from '../../../shared/models/file-problem.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { chosenRegistries } from '../draft/chosen-registries.ts';
import type { Draft } from '../draft/draft.ts';
import { useChangeSettings } from '../../features/settings/api.ts';
import { invoke } from '../../ipc/bridge.ts';

interface Parts {
  readonly settings: Settings | undefined;
  readonly problems: readonly FileProblem[] | undefined;
  readonly registries: ReturnType<typeof chosenRegistries>;
  readonly draft: Draft;
}

/** How many of the three steps the user has done. */
function countSteps({ registries, draft }: Parts): number {
  if (draft.picks.size > 0 || draft.repositories.length > 0) return 2;
  return registries.source && registries.destination ? 1 : 0;
}

/**
 * Whether the introduction is shown: on a computer without settings and history, until it is finished or skipped, and when
 * the user asks for it.
 */
export function useIntroduction(parts: Parts) {
  const { settings, problems } = parts;
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
    stepsDone: countSteps(parts),
    show: () => setRequested(true),
    end: () => {
      setRequested(false);
      if (settings?.introduction === 'pending') change({ introduction: 'done' });
    },
  };
}
