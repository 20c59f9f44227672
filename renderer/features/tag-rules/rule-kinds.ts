import type { TagRule } from '../../../shared/models/tag-filter.ts';

/** The kinds of rules in the select; excluding patterns are kinds of their own. */
export const ruleKinds = [
  { value: 'glob', label: 'Matches pattern' },
  { value: 'glob-exclude', label: 'Except pattern' },
  { value: 'regex', label: 'Matches regex' },
  { value: 'regex-exclude', label: 'Except regex' },
  { value: 'semver', label: 'Version in range' },
  { value: 'newest', label: 'Newest images' },
  { value: 'pushed-since', label: 'Pushed since' },
] as const;

export type RuleKind = (typeof ruleKinds)[number]['value'];

export const getRuleKind = (rule: TagRule): RuleKind =>
  (rule.kind === 'glob' || rule.kind === 'regex') && rule.exclude ? `${rule.kind}-exclude` : rule.kind;

const week = 7 * 86_400_000;

const getPattern = (rule: TagRule | undefined): string =>
  rule?.kind === 'glob' || rule?.kind === 'regex' ? rule.pattern : '';

/** A new rule of a kind; it keeps the pattern of the previous rule. */
export function ruleOfKind(kind: RuleKind, before?: TagRule): TagRule {
  const pattern = getPattern(before);
  switch (kind) {
    case 'glob':
    case 'glob-exclude':
      return { kind: 'glob', pattern, exclude: kind === 'glob-exclude' };
    case 'regex':
    case 'regex-exclude':
      return { kind: 'regex', pattern, exclude: kind === 'regex-exclude' };
    case 'semver':
      return { kind: 'semver', range: '', prereleases: false };
    case 'newest':
      return { kind: 'newest', count: 10 };
    case 'pushed-since':
      return { kind: 'pushed-since', since: startOfDay(Date.now() - week) };
  }
}

function startOfDay(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-03-31` in the user's time zone; empty for an invalid time. */
export function dayText(time: number): string {
  if (time < 0) return '';
  const date = new Date(time);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The start of a day in the user's time zone in milliseconds since 1970; -1, which is invalid in a rule, for other text. */
export function parseDay(text: string): number {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return -1;
  const time = new Date(Number(year), Number(month) - 1, Number(day)).getTime();
  return dayText(time) === text ? time : -1;
}
