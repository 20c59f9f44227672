import { assertNever } from '../../shared/result.ts';
import type { Picks } from '../models/picks.ts';
import { noPicks } from '../models/picks.ts';

/** What a person has put together so far; profiles and regions stand in the settings. */
export interface Draft {
  readonly step: 'choose' | 'review';
  readonly browsing: 'repositories' | 'images';
  /** The source repository last opened: the one that the picks belong to. */
  readonly repository: string | undefined;
  readonly picks: Picks;
  readonly destinationRepository: string | undefined;
}

export type DraftAction =
  | { readonly kind: 'source-changed' }
  | { readonly kind: 'repository-opened'; readonly name: string }
  | { readonly kind: 'repository-left' }
  | { readonly kind: 'picks-changed'; readonly change: (picks: Picks) => Picks }
  | { readonly kind: 'destination-repository-chosen'; readonly name: string }
  | { readonly kind: 'step-changed'; readonly step: Draft['step'] }
  | { readonly kind: 'started' }
  | { readonly kind: 'reset' };

export const emptyDraft: Draft = {
  step: 'choose',
  browsing: 'repositories',
  repository: undefined,
  picks: noPicks,
  destinationRepository: undefined,
};

/** The draft after an action. */
export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.kind) {
    case 'source-changed':
      return { ...draft, browsing: 'repositories', repository: undefined, picks: noPicks };
    case 'repository-opened': {
      const picks = action.name === draft.repository ? draft.picks : noPicks;
      return { ...draft, browsing: 'images', repository: action.name, picks };
    }
    case 'repository-left':
      return { ...draft, browsing: 'repositories' };
    case 'picks-changed':
      return { ...draft, picks: action.change(draft.picks) };
    case 'destination-repository-chosen':
      return { ...draft, destinationRepository: action.name };
    case 'step-changed':
      return { ...draft, step: action.step };
    case 'started':
      return { ...draft, step: 'choose', picks: noPicks };
    case 'reset':
      return emptyDraft;
    default:
      return assertNever(action);
  }
}
