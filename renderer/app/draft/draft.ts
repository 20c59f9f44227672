import type { BatchRequest } from '../../../shared/models/batch.ts';
import type { ComparisonRequest } from '../../../shared/models/comparison.ts';
import type { Renames } from '../../../shared/models/rename-rules.ts';
import { noRenames } from '../../../shared/models/rename-rules.ts';
import type { TagFilter } from '../../../shared/models/tag-filter.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { ReplicationOptions, ReplicationRequest } from '../../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import type { Picks } from '../../models/picks.ts';
import { noPicks } from '../../models/picks.ts';
import type { Step } from './step.ts';
import { getComparison, stepProfiles } from './step.ts';

/** The selections of a replication before it is planned; profiles and regions are in the settings. */
export interface Draft {
  readonly step: Step;
  readonly browsing: 'repositories' | 'images';
  /** The source repository opened last, which contains the selected images. */
  readonly repository: string | undefined;
  readonly picks: Picks;
  /** Undefined until the user chooses one; `withPresetDestination` gives it the name of the source then. */
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
}

export type DraftAction =
  | { readonly kind: 'source-changed' }
  /** These profiles belong to other accounts now, so that results of the earlier accounts are no longer shown. */
  | { readonly kind: 'accounts-changed'; readonly profiles: ReadonlySet<string> }
  /** The sides were swapped; `opened` is the repository of the new source, if it exists. */
  | { readonly kind: 'sides-swapped'; readonly opened: string | undefined }
  | { readonly kind: 'repository-opened'; readonly name: string; readonly find?: string }
  /** Opens the images of a route whose registries are selected. */
  | {
      readonly kind: 'route-opened';
      readonly repository: string;
      readonly destinationRepository: string;
    }
  | { readonly kind: 'repository-closed' }
  | { readonly kind: 'picks-changed'; readonly change: (picks: Picks) => Picks }
  | { readonly kind: 'destination-repository-chosen'; readonly name: string }
  | { readonly kind: 'options-changed'; readonly options: ReplicationOptions }
  | { readonly kind: 'settings-changed'; readonly settings: SettingChoices }
  | { readonly kind: 'repositories-selected'; readonly names: readonly string[] }
  | { readonly kind: 'batch-changed'; readonly filter?: TagFilter; readonly renames?: Renames }
  | { readonly kind: 'comparison-requested'; readonly request: ComparisonRequest }
  | { readonly kind: 'batch-requested'; readonly request: BatchRequest }
  /** Goes back from the plan of a batch to the page that requested it. */
  | { readonly kind: 'batch-plan-closed' }
  | { readonly kind: 'step-changed'; readonly step: 'choose' | 'review' | 'batch' }
  | { readonly kind: 'started' }
  /** Selects again what was selected in an earlier draft. */
  | { readonly kind: 'restored'; readonly draft: Draft }
  /** Reviews an earlier replication again; `picks` are its images that still exist at the source. */
  | { readonly kind: 'repeated'; readonly request: ReplicationRequest; readonly picks: Picks }
  /** The default options changed in the settings. */
  | {
      readonly kind: 'defaults-set';
      readonly defaults: Pick<ReplicationOptions, 'referrers' | 'verify' | 'uploadMethod'>;
    }
  | { readonly kind: 'reset' };

const choosing: Step = { kind: 'choose' };

export const emptyDraft: Draft = {
  step: choosing,
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
};

/** The options without the choices that apply only to the selected images. */
const forOtherImages = ({ referrers, verify, uploadMethod }: ReplicationOptions): ReplicationOptions => ({
  ...defaultReplicationOptions,
  referrers,
  verify,
  uploadMethod,
});

/** The step that requested the plan of a batch. */
function stepBefore(step: Step): Step {
  const comparison = getComparison(step);
  return comparison ? { kind: 'compare', comparison } : { kind: 'batch' };
}

/** The draft after an action. */
export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.kind) {
    case 'source-changed':
      return {
        ...draft,
        repositories: [],
        step: choosing,
        browsing: 'repositories',
        repository: undefined,
        picks: noPicks,
        options: forOtherImages(draft.options),
        settings: defaultSettingChoices,
      };
    case 'accounts-changed':
      return stepProfiles(draft.step).some((name) => action.profiles.has(name))
        ? { ...draft, step: choosing }
        : draft;
    case 'sides-swapped':
      return {
        ...draft,
        repositories: [],
        step: choosing,
        find: '',
        browsing: action.opened === undefined ? 'repositories' : 'images',
        repository: action.opened,
        // Without a choice, the destination keeps the name of its source.
        destinationRepository: draft.destinationRepository && draft.repository,
        picks: noPicks,
        options: forOtherImages(draft.options),
        settings: defaultSettingChoices,
      };
    case 'repository-opened': {
      const { name: repository, find = '' } = action;
      const opened = {
        ...draft,
        step: choosing,
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
    case 'route-opened':
      return {
        ...draft,
        step: choosing,
        browsing: 'images',
        repository: action.repository,
        destinationRepository: action.destinationRepository,
        find: '',
        repositories: [],
        picks: noPicks,
        options: forOtherImages(draft.options),
        settings: defaultSettingChoices,
      };
    case 'repository-closed':
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
    case 'repositories-selected':
      return { ...draft, repositories: action.names };
    case 'batch-changed':
      return {
        ...draft,
        filter: action.filter ?? draft.filter,
        renames: action.renames ?? draft.renames,
      };
    case 'comparison-requested':
      return { ...draft, step: { kind: 'compare', comparison: action.request } };
    case 'batch-requested':
      return {
        ...draft,
        step: { kind: 'batch-plan', batch: action.request, comparison: getComparison(draft.step) },
      };
    case 'batch-plan-closed':
      return { ...draft, step: stepBefore(draft.step) };
    case 'step-changed':
      return { ...draft, step: { kind: action.step } };
    case 'started':
      return {
        ...draft,
        repositories: [],
        step: choosing,
        picks: noPicks,
        options: forOtherImages(draft.options),
      };
    case 'restored':
      return { ...action.draft, step: choosing };
    case 'repeated': {
      const { source, destination, options } = action.request;
      return {
        ...emptyDraft,
        step: { kind: 'review' },
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
