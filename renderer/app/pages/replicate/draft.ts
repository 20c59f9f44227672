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

/** The selections of a replication before it is planned; profiles and regions are in the settings. */
export interface Draft {
  readonly step: 'choose' | 'review' | 'compare' | 'batch' | 'batch-plan';
  readonly browsing: 'repositories' | 'images';
  /** The source repository opened last, which contains the selected images. */
  readonly repository: string | undefined;
  readonly picks: Picks;
  readonly destinationRepository: string | undefined;
  /** The replication options; kept for the next replication, except the choices for these images. */
  readonly options: ReplicationOptions;
  /** The settings of a new repository, for one source and one destination. */
  readonly settings: SettingChoices;
  /** The initial filter of the images: the tag or digest of an opened URI. */
  readonly find: string;
  /** The names of the selected repositories. */
  readonly repositories: readonly string[];
  /** The tag filter of a batch. */
  readonly filter: TagFilter;
  readonly renames: Renames;
  /** The current comparison. */
  readonly comparison: ComparisonRequest | undefined;
  /** The batch that is being planned. */
  readonly batch: BatchRequest | undefined;
}

export type DraftAction =
  | { readonly kind: 'source-changed' }
  /** The sides were swapped; `opened` is the repository of the new source, if it exists. */
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
  /** Goes back from the plan of a batch to the page that requested it. */
  | { readonly kind: 'batch-left' }
  | { readonly kind: 'step-changed'; readonly step: 'choose' | 'review' | 'batch' }
  | { readonly kind: 'started' }
  /** Reviews an earlier replication again; `picks` are its images that still exist at the source. */
  | { readonly kind: 'repeated'; readonly request: ReplicationRequest; readonly picks: Picks }
  /** The default options changed in the settings. */
  | {
      readonly kind: 'defaults-set';
      readonly defaults: Pick<ReplicationOptions, 'referrers' | 'verify' | 'uploadMethod'>;
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

/** Resets the selections that belong to one source. */
const nothingRequested = { repositories: [], comparison: undefined, batch: undefined } as const;

/** The options without the choices that apply only to the selected images. */
const forOtherImages = ({ referrers, verify, uploadMethod }: ReplicationOptions): ReplicationOptions => ({
  ...defaultReplicationOptions,
  referrers,
  verify,
  uploadMethod,
});

/** The draft after an action. */
export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.kind) {
    case 'source-changed':
      return {
        ...draft,
        ...nothingRequested,
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
        ...nothingRequested,
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
        ...nothingRequested,
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
