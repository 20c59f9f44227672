import { useEffect, useEffectEvent } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Notify } from '../providers/use-notices.ts';
import type { Draft } from './draft.ts';
import { describePicks } from './next-step.ts';

/** In the storage of the window, which outlives a page that crashed or was reloaded. */
const key = 'selection';

function describeSelection({ picks, repository, repositories }: Draft): string | undefined {
  if (picks.size > 0) return describePicks(picks, repository);
  return repositories.length > 0 ? formatCount(repositories.length, 'repository', 'repositories') : undefined;
}

/** Says after a reload of the window, as after a crash, which selection was lost with the page. */
export function useLostSelection(draft: Draft, notify: Notify): void {
  const selection = describeSelection(draft);
  const report = useEffectEvent(() => {
    const lost = sessionStorage.getItem(key);
    if (lost === null) return;
    notify({
      type: 'warning',
      text: `The window was reloaded, and the selection was lost: ${lost}. Transfers that have been started continue.`,
    });
  });
  // Before the selection of this page, which is empty at first, replaces the lost one.
  useEffect(() => report(), []);
  useEffect(() => {
    if (selection === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, selection);
  }, [selection]);
}
