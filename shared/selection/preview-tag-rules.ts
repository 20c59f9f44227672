import type { ImageSummary } from '../models/image.ts';
import type { RenameRules } from '../models/rename-rules.ts';
import type { RulesPreview, RuleSelection } from '../models/rules-preview.ts';
import { maxPreviewLines } from '../models/rules-preview.ts';
import type { TagFilter } from '../models/tag-filter.ts';
import { renameTags } from './apply-renames.ts';
import { applyTagFilter } from './apply-tag-filter.ts';

/** Applies tag rules to the images of one repository, and keeps the numbers and the first lines. */
export function previewTagRules(
  images: readonly ImageSummary[],
  filter: TagFilter,
  renames: RenameRules,
): RulesPreview {
  const { tags, problems } = applyTagFilter(images, filter);
  const selected = tags.filter(({ included }) => included);
  const renamed =
    renames.length > 0
      ? renameTags(
          selected.map(({ tag }) => tag),
          renames,
        )
      : [];
  const invalid = renamed.filter(({ problem }) => problem !== undefined);
  const valid = renamed.filter(({ problem }) => problem === undefined);
  return {
    problems,
    tags: tags.length,
    selected: selected.length,
    images: new Set(selected.map(({ digest }) => digest)).size,
    lines: {
      all: tags.slice(0, maxPreviewLines),
      selected: selected.slice(0, maxPreviewLines),
      unselected: tags.filter(({ included }) => !included).slice(0, maxPreviewLines),
    },
    renamed: {
      names: [...invalid, ...valid].slice(0, maxPreviewLines),
      total: renamed.length,
      invalid: invalid.length,
    },
  };
}

/** The images and tags that tag rules select, at most this many images; each image with its tags in their order. */
export function selectByTagRules(
  images: readonly ImageSummary[],
  filter: TagFilter,
  maxImages: number,
): RuleSelection {
  const included = new Set(
    applyTagFilter(images, filter).tags.flatMap((decision) => (decision.included ? decision.tag : [])),
  );
  const selected = images.flatMap((image) => {
    const tags = image.tags.filter((tag) => included.has(tag));
    return tags.length > 0 ? { image, tags } : [];
  });
  return { selected: selected.slice(0, maxImages), images: selected.length };
}
