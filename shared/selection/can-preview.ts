import type { RenameRules } from '../models/rename-rules.ts';
import { renameRulesSchema } from '../models/rename-rules.ts';
import type { TagFilter } from '../models/tag-filter.ts';
import { tagFilterSchema } from '../models/tag-filter.ts';

/** Whether rules can be sent for a preview: one that was just added has no text yet, which a request must have. */
export const canPreview = (filter: TagFilter, renames: RenameRules): boolean =>
  tagFilterSchema.safeParse(filter).success && renameRulesSchema.safeParse(renames).success;
