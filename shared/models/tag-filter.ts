import { z } from 'zod';
import { boundedText, milliseconds } from './bounds.ts';

/** Longer patterns are refused: nobody writes them by hand. */
const pattern = boundedText(256, 'A pattern has at most 256 characters.').min(1, 'Enter a pattern.');

/** One condition on a tag. Those that cannot be read (a bad regular expression) are told by the result, never thrown. */
export const tagRuleSchema = z.discriminatedUnion('kind', [
  /** `*` stands for any characters, `?` for one; the whole tag has to match. */
  z.object({ kind: z.literal('glob'), pattern, exclude: z.boolean() }),
  /** Found anywhere in the tag, as `RegExp.test` does; `^` and `$` bind it. See `regex.ts` for what is understood. */
  z.object({ kind: z.literal('regex'), pattern, exclude: z.boolean() }),
  /** A range as npm writes it (`^1.4`, `>=2 <3`, `1.x`); tags that are no version, with or without `v`, fall out. */
  z.object({ kind: z.literal('semver'), range: pattern, prereleases: z.boolean() }),
  /** The tags of the images pushed last, of those that the rules before this one left in the repository. */
  z.object({ kind: z.literal('newest'), count: z.number().int().min(1).max(100_000) }),
  /** Milliseconds since 1970. */
  z.object({ kind: z.literal('pushed-since'), since: milliseconds.int() }),
]);
export type TagRule = z.infer<typeof tagRuleSchema>;

/** Applied in their order; a tag has to pass them all. None lets every tag pass. */
export const tagFilterSchema = z.array(tagRuleSchema).max(20, 'A filter has at most 20 rules.');
export type TagFilter = z.infer<typeof tagFilterSchema>;

/** Why a tag is in, or what kept it out; `rule` counts from 0. */
export type TagReason =
  | { readonly kind: 'passed' }
  | { readonly kind: 'no-match'; readonly rule: number }
  /** It matches a rule that excludes. */
  | { readonly kind: 'excluded'; readonly rule: number }
  | { readonly kind: 'not-a-version'; readonly rule: number }
  | { readonly kind: 'outside-range'; readonly rule: number }
  | { readonly kind: 'prerelease'; readonly rule: number }
  | { readonly kind: 'not-among-newest'; readonly rule: number }
  | { readonly kind: 'pushed-before'; readonly rule: number }
  /** ECR does not hand out archived images. */
  | { readonly kind: 'archived' }
  /** It ties a signature, SBOM or attestation to another image, and comes along with that one. */
  | { readonly kind: 'referrer' };

/** One tag of a repository and what the filter made of it. */
export interface TagDecision {
  readonly tag: string;
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly pushedAt: number;
  readonly included: boolean;
  readonly reason: TagReason;
}

/** A rule that cannot be applied, in a sentence; the filter lets nothing pass then. */
export interface RuleProblem {
  readonly rule: number;
  readonly message: string;
}

export interface FilteredTags {
  /** Every tag, those of the image pushed last first; tags of one image in their order. */
  readonly tags: readonly TagDecision[];
  readonly problems: readonly RuleProblem[];
}
