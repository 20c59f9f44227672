import { assertNever } from '../../shared/result.ts';
import type { ReplicationOptions } from '../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../shared/models/plan.ts';
import type { SettingChoices } from '../../shared/models/repository-settings.ts';
import { defaultSettingChoices } from '../../shared/models/repository-settings.ts';
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
  /** How to copy; kept from one replication to the next, but for the platforms. */
  readonly options: ReplicationOptions;
  /** What a new repository takes over; chosen for one source and one destination. */
  readonly settings: SettingChoices;
}

export type DraftAction =
  | { readonly kind: 'source-changed' }
  /** The sides change places; `opened` is the new source's repository, where there is one to open. */
  | { readonly kind: 'sides-swapped'; readonly opened: string | undefined }
  | { readonly kind: 'repository-opened'; readonly name: string }
  | { readonly kind: 'repository-left' }
  | { readonly kind: 'picks-changed'; readonly change: (picks: Picks) => Picks }
  | { readonly kind: 'destination-repository-chosen'; readonly name: string }
  | { readonly kind: 'options-changed'; readonly options: ReplicationOptions }
  | { readonly kind: 'settings-changed'; readonly settings: SettingChoices }
  | { readonly kind: 'step-changed'; readonly step: Draft['step'] }
  | { readonly kind: 'started' }
  | { readonly kind: 'reset' };

export const emptyDraft: Draft = {
  step: 'choose',
  browsing: 'repositories',
  repository: undefined,
  picks: noPicks,
  destinationRepository: undefined,
  options: defaultReplicationOptions,
  settings: defaultSettingChoices,
};

/** Which manifests of an index are copied is a choice for these images alone. */
const forOtherImages = ({ referrers, verify }: ReplicationOptions): ReplicationOptions => ({
  ...defaultReplicationOptions,
  referrers,
  verify,
});

/** The draft after an action. */
export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.kind) {
    case 'source-changed':
      return {
        ...draft,
        browsing: 'repositories',
        repository: undefined,
        picks: noPicks,
        options: forOtherImages(draft.options),
        settings: defaultSettingChoices,
      };
    case 'sides-swapped':
      return {
        ...draft,
        browsing: action.opened === undefined ? 'repositories' : 'images',
        repository: action.opened,
        destinationRepository: draft.repository,
        picks: noPicks,
        options: forOtherImages(draft.options),
        settings: defaultSettingChoices,
      };
    case 'repository-opened': {
      const opened = { ...draft, browsing: 'images', repository: action.name } as const;
      return action.name === draft.repository
        ? opened
        : {
            ...opened,
            picks: noPicks,
            options: forOtherImages(draft.options),
            settings: defaultSettingChoices,
          };
    }
    case 'repository-left':
      return { ...draft, browsing: 'repositories' };
    case 'picks-changed':
      return { ...draft, picks: action.change(draft.picks) };
    case 'destination-repository-chosen':
      return action.name === draft.destinationRepository
        ? draft
        : { ...draft, destinationRepository: action.name, settings: defaultSettingChoices };
    case 'options-changed':
      return { ...draft, options: action.options };
    case 'settings-changed':
      return { ...draft, settings: action.settings };
    case 'step-changed':
      return { ...draft, step: action.step };
    case 'started':
      return { ...draft, step: 'choose', picks: noPicks, options: forOtherImages(draft.options) };
    case 'reset':
      return emptyDraft;
    default:
      return assertNever(action);
  }
}
