import type { ImageSummary } from './image.ts';
import type { RenamedName } from './rename-rules.ts';
import type { RuleProblem, TagDecision } from './tag-filter.ts';

/** Decisions of each kind that a preview contains at most. */
export const maxPreviewLines = 200;

/** What tag rules select in one repository: all numbers, and the first lines. */
export interface RulesPreview {
  readonly problems: readonly RuleProblem[];
  /** The number of tags. */
  readonly tags: number;
  readonly selected: number;
  /** The number of images with a selected tag. */
  readonly images: number;
  readonly lines: {
    readonly all: readonly TagDecision[];
    readonly selected: readonly TagDecision[];
    readonly unselected: readonly TagDecision[];
  };
  /** What becomes of the selected tags, invalid names first. */
  readonly renamed: {
    readonly names: readonly RenamedName[];
    readonly total: number;
    readonly invalid: number;
  };
}

/** The tags that rules select, by image; up to a maximum of images. */
export interface RuleSelection {
  readonly selected: readonly { readonly image: ImageSummary; readonly tags: readonly string[] }[];
  /** The number of all images with a selected tag. */
  readonly images: number;
}
