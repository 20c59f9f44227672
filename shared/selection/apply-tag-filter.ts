import semver from 'semver';
import type { ImageSummary } from '../models/image.ts';
import { subjectOfTag } from '../models/referrer-tag.ts';
import { assertNever } from '../models/result.ts';
import { compileGlob } from './glob.ts';
import { compileRegex } from './patterns.ts';
import type {
  FilteredTags,
  RuleProblem,
  TagDecision,
  TagFilter,
  TagReason,
  TagRule,
} from '../models/tag-filter.ts';

type Candidate = Pick<TagDecision, 'tag' | 'digest' | 'pushedAt'>;
type Refusal = Exclude<TagReason, { kind: 'passed' }>;

/** Returns the reason for each candidate that the rule excludes, by tag. */
type PreparedRule = (candidates: readonly Candidate[]) => ReadonlyMap<string, Refusal>;

const eachTag =
  (refuse: (candidate: Candidate) => Refusal | undefined): PreparedRule =>
  (candidates) =>
    new Map(
      candidates.flatMap((candidate) => {
        const refusal = refuse(candidate);
        return refusal ? [[candidate.tag, refusal] as const] : [];
      }),
    );

const matching = (matches: (tag: string) => boolean, exclude: boolean, rule: number): PreparedRule =>
  eachTag(({ tag }) => {
    if (matches(tag) !== exclude) return undefined;
    return { kind: exclude ? 'excluded' : 'no-match', rule };
  });

function withinRange(range: string, includePrerelease: boolean, rule: number): PreparedRule | string {
  if (semver.validRange(range) === null)
    return `${range} is not a range of versions. Write one as npm does: ^1.4, >=2 <3, or 1.x.`;
  return eachTag(({ tag }) => {
    const version = semver.parse(tag);
    if (!version) return { kind: 'not-a-version', rule };
    if (semver.satisfies(version, range, { includePrerelease })) return undefined;
    const isWithin = semver.satisfies(version, range, { includePrerelease: true });
    return { kind: isWithin ? 'prerelease' : 'outside-range', rule };
  });
}

/** Selects the images pushed last, each with all its remaining tags. */
function newest(count: number, rule: number): PreparedRule {
  return (candidates) => {
    const images = new Map(candidates.map(({ digest, pushedAt }) => [digest, pushedAt]));
    const kept = new Set(
      [...images]
        .toSorted(([, a], [, b]) => b - a)
        .slice(0, count)
        .map(([digest]) => digest),
    );
    return eachTag(({ digest }) => (kept.has(digest) ? undefined : { kind: 'not-among-newest', rule }))(
      candidates,
    );
  };
}

/** A rule ready to be applied, or its problem as a sentence. */
function prepare(rule: TagRule, index: number): PreparedRule | string {
  switch (rule.kind) {
    case 'glob':
      return matching(compileGlob(rule.pattern), rule.exclude, index);
    case 'regex': {
      const compiled = compileRegex(rule.pattern);
      return compiled.ok ? matching(compiled.test, rule.exclude, index) : compiled.message;
    }
    case 'semver':
      return withinRange(rule.range, rule.prereleases, index);
    case 'newest':
      return newest(rule.count, index);
    case 'pushed-since':
      return eachTag(({ pushedAt }) =>
        pushedAt >= rule.since ? undefined : { kind: 'pushed-before', rule: index },
      );
    default:
      return assertNever(rule);
  }
}

function taggedCandidates(images: readonly ImageSummary[]): {
  readonly candidates: readonly Candidate[];
  readonly refused: ReadonlyMap<string, Refusal>;
} {
  const digests = new Set(images.map(({ digest }) => digest));
  const refused = new Map<string, Refusal>();
  const candidates = images
    .toSorted((a, b) => b.pushedAt - a.pushedAt)
    .flatMap(({ digest, pushedAt, tags, status }) =>
      tags.map((tag) => {
        const subject = subjectOfTag(tag);
        if (subject !== undefined && digests.has(subject)) refused.set(tag, { kind: 'referrer' });
        else if (status !== 'ACTIVE') refused.set(tag, { kind: 'archived' });
        return { tag, digest, pushedAt };
      }),
    );
  return { candidates, refused };
}

/** The problems of a filter's rules, shown while it is edited. */
export const findProblems = (filter: TagFilter): readonly RuleProblem[] =>
  filter.flatMap((rule, index) => {
    const prepared = prepare(rule, index);
    return typeof prepared === 'string' ? [{ rule: index, message: prepared }] : [];
  });

/**
 * Applies a filter to the tags of one repository, with the reason for each tag. Tags of archived images and tags that attach
 * something to another image are never selected. Fast enough to run at every keystroke.
 */
export function applyTagFilter(images: readonly ImageSummary[], filter: TagFilter): FilteredTags {
  const { candidates, refused } = taggedCandidates(images);
  const refusals = new Map(refused);
  const problems: RuleProblem[] = [];
  for (const [index, rule] of filter.entries()) {
    const prepared = prepare(rule, index);
    if (typeof prepared === 'string') {
      problems.push({ rule: index, message: prepared });
      continue;
    }
    const left = candidates.filter(({ tag }) => !refusals.has(tag));
    for (const [tag, refusal] of prepared(left)) refusals.set(tag, refusal);
  }
  // An invalid rule could exclude any tag.
  const isSound = problems.length === 0;
  return {
    tags: candidates.map((candidate): TagDecision => {
      const reason: TagReason = refusals.get(candidate.tag) ?? { kind: 'passed' };
      return { ...candidate, included: isSound && reason.kind === 'passed', reason };
    }),
    problems,
  };
}
