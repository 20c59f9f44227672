import { z } from 'zod';
import { boundedText } from '../models/bounds.ts';

const text = boundedText(128).min(1, 'Enter some text.');

/** One change of a name; texts are literal, not patterns. */
export const renameRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add-prefix'), prefix: text }),
  /** A name without this prefix is unchanged. */
  z.object({ kind: z.literal('strip-prefix'), prefix: text }),
  /** Every occurrence. */
  z.object({ kind: z.literal('replace'), search: text, replacement: boundedText(128) }),
]);
export type RenameRule = z.infer<typeof renameRuleSchema>;

/** Applied in their order. */
export const renameRulesSchema = z.array(renameRuleSchema).max(10, 'At most 10 changes of a name.');
export type RenameRules = z.infer<typeof renameRulesSchema>;

export const renamesSchema = z.object({ repositories: renameRulesSchema, tags: renameRulesSchema });
export type Renames = z.infer<typeof renamesSchema>;

export const noRenames: Renames = { repositories: [], tags: [] };

/** The new name of one repository or tag. */
export interface RenamedName {
  readonly from: string;
  readonly to: string;
  /** Why `to` cannot be used, as a sentence: ECR refuses it, or another name becomes the same. */
  readonly problem?: string | undefined;
}
