import type { BatchRequest } from '../../../../shared/models/batch.ts';
import type { ComparisonRequest } from '../../../../shared/models/comparison.ts';
import type { Renames } from '../../../../shared/selection/rename-rules.ts';
import { noRenames } from '../../../../shared/selection/rename-rules.ts';
import type { TagFilter } from '../../../../shared/selection/tag-filter.ts';
import { assertNever } from '../../../../shared/result.ts';
import type { ReplicationOptions, ReplicationRequest } from '../../../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../../../shared/models/plan.ts';
import type { SettingChoices } from '../../../../shared/models/repository-settings.ts';
import { defaultSettingChoices } from '../../../../shared/models/repository-settings.ts';
import type { Picks } from '../../../models/picks.ts';
import { noPicks } from '../../../models/picks.ts';

/** What a person has put together so far; profiles and regions stand in the settings. */
export interface Draft {
  readonly step: 'choose' | 'review' | 'compare' | 'batch' | 'batch-plan';
  readonly browsing: 'repositories' | 'images';
  /** The source repository last opened: the one that the picks belong to. */
  readonly repository: string | undefined;
  readonly picks: Picks;
  readonly destinationRepository: string | undefined;
  /** How to copy; kept from one replication to the next, but for the platforms. */
  readonly options: ReplicationOptions;
  /** What a new repository takes over; chosen for one source and one destination. */
  readonly settings: SettingChoices;
  /** What the images are filtered by when the repository is opened: the tag or digest of a URI. */
  readonly find: string;
  /** Whole repositories that are picked, by name. */
  readonly repositories: readonly string[];
  /** Which of their tags are copied. */
  readonly filter: TagFilter;
  readonly renames: Renames;
  /** What is being compared; undefined when nothing is. */
  readonly comparison: ComparisonRequest | undefined;
  /** What is being planned for many repositories; undefined when nothing is. */
  readonly batch: BatchRequest | undefined;
}

export type DraftAction =
  | { readonly kind: 'source-changed' }
  /** The sides change places; `opened` is the new source's repository, where there is one to open. */
  | { readonly kind: 'sides-swapped'; readonly opened: string | undefined }
  | { readonly kind: 'repository-opened'; readonly name: string; readonly find?: string }
  | { readonly kind: 'repository-left' }
  | { readonly kind: 'picks-changed'; readonly change: (picks: Picks) => Picks }
  | { readonly kind: 'destination-repository-chosen'; readonly name: string }
  | { readonly kind: 'options-changed'; readonly options: ReplicationOptions }
  | { readonly kind: 'settings-changed'; readonly settings: SettingChoices }
  | { readonly kind: 'repositories-picked'; readonly names: readonly string[] }
  | { readonly kind: 'batch-changed'; readonly filter?: TagFilter; readonly renames?: Renames }
  | { readonly kind: 'comparison-asked'; readonly request: ComparisonRequest }
  | { readonly kind: 'batch-asked'; readonly request: BatchRequest }
  /** Leaves the plan for many repositories, for where it was asked from. */
  | { readonly kind: 'batch-left' }
  | { readonly kind: 'step-changed'; readonly step: 'choose' | 'review' | 'batch' }
  | { readonly kind: 'started' }
  /** A former replication is to be reviewed and started anew; `picks` is what the source still has of it. */
  | { readonly kind: 'repeated'; readonly request: ReplicationRequest; readonly picks: Picks }
  /** What a new replication starts with was set. */
  | {
      readonly kind: 'defaults-set';
      readonly defaults: Pick<ReplicationOptions, 'referrers' | 'verify' | 'door'>;
    }
  | { readonly kind: 'reset' };

export const emptyDraft: Draft = {
  step: 'choose',
  browsing: 'repositories',
  repository: undefined,
  picks: noPicks,
  destinationRepository: undefined,
  options: defaultReplicationOptions,
  settings: defaultSettingChoices,
  find: '',
  repositories: [],
  filter: [],
  renames: noRenames,
  comparison: undefined,
  batch: undefined,
};

/** What was asked of a source that is no longer chosen. */
const nothingAsked = { repositories: [], comparison: undefined, batch: undefined } as const;

/** Which manifests of an index are copied is a choice for these images alone. */
const forOtherImages = ({ referrers, verify, door }: ReplicationOptions): ReplicationOptions => ({
  ...defaultReplicationOptions,
  referrers,
  verify,
  door,
});

/** The draft after an action. */
export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.kind) {
    case 'source-changed':
      return {
        ...draft,
        ...nothingAsked,
        step: 'choose',
        browsing: 'repositories',
        repository: undefined,
        picks: noPicks,
        options: forOtherImages(draft.options),
        settings: defaultSettingChoices,
      };
    case 'sides-swapped':
      return {
        ...draft,
        ...nothingAsked,
        step: 'choose',
        find: '',
        browsing: action.opened === undefined ? 'repositories' : 'images',
        repository: action.opened,
        destinationRepository: draft.repository,
        picks: noPicks,
        options: forOtherImages(draft.options),
        settings: defaultSettingChoices,
      };
    case 'repository-opened': {
      const { name: repository, find = '' } = action;
      const opened = {
        ...draft,
        step: 'choose',
        comparison: undefined,
        batch: undefined,
        browsing: 'images',
        repository,
        find,
      } as const;
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
    case 'repositories-picked':
      return { ...draft, repositories: action.names };
    case 'batch-changed':
      return {
        ...draft,
        filter: action.filter ?? draft.filter,
        renames: action.renames ?? draft.renames,
      };
    case 'comparison-asked':
      return { ...draft, step: 'compare', comparison: action.request, batch: undefined };
    case 'batch-asked':
      return { ...draft, step: 'batch-plan', batch: action.request };
    case 'batch-left':
      return { ...draft, step: draft.comparison ? 'compare' : 'batch', batch: undefined };
    case 'step-changed':
      return { ...draft, step: action.step, comparison: undefined, batch: undefined };
    case 'started':
      return {
        ...draft,
        ...nothingAsked,
        step: 'choose',
        picks: noPicks,
        options: forOtherImages(draft.options),
      };
    case 'repeated': {
      const { source, destination, options } = action.request;
      return {
        ...emptyDraft,
        step: 'review',
        browsing: 'images',
        repository: source.repositoryName,
        picks: action.picks,
        destinationRepository: destination.repositoryName,
        options,
        settings: destination.settings,
      };
    }
    case 'defaults-set':
      return { ...draft, options: { ...draft.options, ...action.defaults } };
    case 'reset':
      return { ...emptyDraft, options: forOtherImages(draft.options) };
    default:
      return assertNever(action);
  }
}
