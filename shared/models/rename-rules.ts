import { z } from 'zod';
import { boundedText } from './bounds.ts';

const text = boundedText(128).min(1, 'Enter some text.');

/** One change of a name; texts are taken as they are, not as patterns. */
export const renameRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add-prefix'), prefix: text }),
  /** A name without it stays as it is. */
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

/** What becomes of one name. */
export interface RenamedName {
  readonly from: string;
  readonly to: string;
  /** Why `to` cannot be used, in a sentence: against ECR's rules for names, or taken by another name of the list. */
  readonly problem?: string | undefined;
}
