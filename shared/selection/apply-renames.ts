import { tagSchema } from '../models/image.ts';
import { repositoryNameSchema } from '../models/repository.ts';
import { assertNever } from '../result.ts';
import type { RenamedName, RenameRule, RenameRules } from './rename-rules.ts';

function applyRule(name: string, rule: RenameRule): string {
  switch (rule.kind) {
    case 'add-prefix':
      return rule.prefix + name;
    case 'strip-prefix':
      return name.startsWith(rule.prefix) ? name.slice(rule.prefix.length) : name;
    case 'replace':
      return name.replaceAll(rule.search, () => rule.replacement);
    default:
      return assertNever(rule);
  }
}

export const rename = (name: string, rules: RenameRules): string => rules.reduce(applyRule, name);

/** Names that several others become. */
function takenTwice(renamed: readonly RenamedName[]): ReadonlySet<string> {
  const groups = Map.groupBy(renamed, ({ to }) => to);
  return new Set([...groups].flatMap(([to, those]) => (those.length > 1 ? [to] : [])));
}

const firstIssue = (schema: typeof tagSchema, name: string): string | undefined =>
  schema.safeParse(name).error?.issues[0]?.message;

/**
 * Applies rename rules to repository names. Several names may become one repository; this is a problem only where
 * `mayJoin` is false.
 */
export function renameRepositories(
  names: readonly string[],
  rules: RenameRules,
  { mayJoin = false }: { readonly mayJoin?: boolean } = {},
): readonly RenamedName[] {
  const renamed = names.map((from) => ({ from, to: rename(from, rules) }));
  const joined = mayJoin ? new Set<string>() : takenTwice(renamed);
  return renamed.map(({ from, to }) => {
    const problem =
      firstIssue(repositoryNameSchema, to) ??
      (joined.has(to) ? `Several repositories would become ${to}.` : undefined);
    return { from, to, problem };
  });
}

/** What becomes of the tags of one repository. Two that become one are a problem even on one image: one would be lost. */
export function renameTags(tags: readonly string[], rules: RenameRules): readonly RenamedName[] {
  const renamed = tags.map((from) => ({ from, to: rename(from, rules) }));
  const twice = takenTwice(renamed);
  return renamed.map(({ from, to }) => {
    const problem =
      firstIssue(tagSchema, to) ?? (twice.has(to) ? `Several tags would become ${to}.` : undefined);
    return { from, to, problem };
  });
}
