import { z } from 'zod';
import { boundedText, milliseconds } from '../models/bounds.ts';

/** Longer patterns are refused. */
const pattern = boundedText(256, 'A pattern has at most 256 characters.').min(1, 'Enter a pattern.');

/** One condition on a tag. An invalid one (a bad regular expression) is reported in the result, never thrown. */
export const tagRuleSchema = z.discriminatedUnion('kind', [
  /** `*` matches any characters, `?` exactly one; the whole tag must match. */
  z.object({ kind: z.literal('glob'), pattern, exclude: z.boolean() }),
  /** RE2 syntax; matches anywhere in the tag unless `^` and `$` anchor it. */
  z.object({ kind: z.literal('regex'), pattern, exclude: z.boolean() }),
  /** A range as npm writes it (`^1.4`, `>=2 <3`, `1.x`); tags that are not versions, with or without `v`, are excluded. */
  z.object({ kind: z.literal('semver'), range: pattern, prereleases: z.boolean() }),
  /** The tags of the images pushed last, among those that the previous rules accept. */
  z.object({ kind: z.literal('newest'), count: z.number().int().min(1).max(100_000) }),
  /** Milliseconds since 1970. */
  z.object({ kind: z.literal('pushed-since'), since: milliseconds.int() }),
]);
export type TagRule = z.infer<typeof tagRuleSchema>;

/** Applied in order; a tag must pass all rules. An empty filter accepts every tag. */
export const tagFilterSchema = z.array(tagRuleSchema).max(20, 'A filter has at most 20 rules.');
export type TagFilter = z.infer<typeof tagFilterSchema>;

/** Why a tag is included or excluded; `rule` counts from 0. */
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
  /** ECR does not return archived images. */
  | { readonly kind: 'archived' }
  /** It attaches a signature, SBOM or attestation to another image and is copied with that image. */
  | { readonly kind: 'referrer' };

/** One tag of a repository with the filter's decision. */
export interface TagDecision {
  readonly tag: string;
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly pushedAt: number;
  readonly included: boolean;
  readonly reason: TagReason;
}

/** A rule that cannot be applied, as a sentence; the filter then accepts nothing. */
export interface RuleProblem {
  readonly rule: number;
  readonly message: string;
}

export interface FilteredTags {
  /** Every tag, those of the image pushed last first; tags of one image in their order. */
  readonly tags: readonly TagDecision[];
  readonly problems: readonly RuleProblem[];
}
