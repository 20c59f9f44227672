import type { z } from 'zod';

const describePath = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/** The issues of a union are those of the alternative that fits best: the one with the fewest, and of these the first. */
function findIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const [first] = issue.errors.toSorted((a, b) => a.length - b.length).flat();
  return first ? findIssue({ ...first, path: [...issue.path, ...first.path] }) : issue;
}

/** Describes the first problem of an input as one sentence: `source.region: A region has …`. */
export function describeIssues({ issues }: z.core.$ZodError): string {
  const [first] = issues;
  if (!first) return 'The input is not valid.';
  const { path, message } = findIssue(first);
  return path.length === 0 ? message : `${describePath(path)}: ${message}`;
}
