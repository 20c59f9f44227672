import { useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { OfferUndo } from '../../components/undo.ts';
import { useLatestCallback } from '../../components/use-latest-callback.ts';
import { knownSettings, useChangeSettings, useSettings } from '../../features/settings/api.ts';
import type { Draft, DraftAction } from './draft.ts';
import { emptyDraft, reduceDraft } from './draft.ts';

/** Actions of the user that replace the selected images by others, or by none. */
const replacing: ReadonlySet<DraftAction['kind']> = new Set([
  'source-changed',
  'sides-swapped',
  'repository-opened',
  'route-opened',
  'repeated',
]);

interface DraftState {
  readonly draft: Draft;
  /** For actions of the user: when one drops the selected images, that can be undone. */
  readonly dispatch: (action: DraftAction) => void;
  /** For what happens outside of the window, such as another account of a profile: nothing of before can be restored. */
  readonly dispatchChange: (action: DraftAction) => void;
}

/** The draft of the window, whose selection a URI, a route, another profile or a swap replaces only with an offer to undo it. */
export function useDraft(offerUndo: OfferUndo): DraftState {
  const client = useQueryClient();
  const [draft, reduce] = useReducer(reduceDraft, emptyDraft);
  const { data: settings } = useSettings();
  const { mutate: changeSettings } = useChangeSettings();
  const withdraw = useRef<() => void>(undefined);

  // The draft and the settings of the last rendering: those that the user saw.
  const dispatch = useLatestCallback((action: DraftAction) => {
    reduce(action);
    const { picks, repository } = draft;
    if (!settings || picks.size === 0 || !replacing.has(action.kind)) return;
    if (reduceDraft(draft, action).picks === picks) return;
    withdraw.current = offerUndo({
      key: 'selection',
      text: `Selection of ${formatCount(picks.size, 'image')} of ${repository ?? ''} cleared.`,
      undo() {
        const now = knownSettings(client);
        if (now?.source !== settings.source || now.destination !== settings.destination)
          changeSettings({ source: settings.source, destination: settings.destination });
        reduce({ kind: 'restored', draft });
      },
    });
  });
  const dispatchChange = useLatestCallback((action: DraftAction) => {
    withdraw.current?.();
    reduce(action);
  });
  return { draft, dispatch, dispatchChange };
}
