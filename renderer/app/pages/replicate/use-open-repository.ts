import { startTransition } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import { registryKey } from '../../../../shared/models/registry.ts';
import { useScopedUndo } from '../../../components/undo.ts';
import { useLatestCallback } from '../../../components/use-latest-callback.ts';
import type { Draft, DraftAction } from '../../draft/draft.ts';

/**
 * Opens a repository of the source. The images that were selected in another one are no longer selected, which can be
 * undone while the source is the same.
 *
 * @returns the same function at every rendering.
 */
export function useOpenRepository(
  source: RegistrySelection | undefined,
  { repository, picks, options }: Draft,
  dispatch: (action: DraftAction) => void,
): (name: string) => void {
  const offerUndo = useScopedUndo(source ? registryKey(source) : '');
  return useLatestCallback((name: string) => {
    startTransition(() => dispatch({ kind: 'repository-opened', name }));
    if (repository === undefined || repository === name || picks.size === 0) return;
    offerUndo({
      key: 'selection',
      text: `Selection of ${formatCount(picks.size, 'image')} of ${repository} cleared.`,
      undo() {
        dispatch({ kind: 'repository-opened', name: repository });
        dispatch({ kind: 'options-changed', options });
        dispatch({ kind: 'picks-changed', change: () => picks });
      },
    });
  });
}
