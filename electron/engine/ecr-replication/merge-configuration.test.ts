import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReplicationRule } from '../../../shared/models/ecr-replication.ts';
import { findLimitProblem, mergeConfiguration } from './merge-configuration.ts';
import { coversPrefix, hasDestination } from './replication-rules.ts';

const destination = { accountId: '222222222222', region: 'us-east-1' };
const other = { accountId: '333333333333', region: 'eu-west-1' };
const rule = (destinations: ReplicationRule['destinations'], ...prefixes: string[]): ReplicationRule => ({
  destinations,
  prefixes,
});
const kinds = (before: readonly ReplicationRule[], ...prefixes: string[]): readonly string[] =>
  mergeConfiguration(before, destination, prefixes).changes.map(({ kind }) => kind);

test('adds a rule beside those of other destinations', () => {
  const before = [rule([other], 'team/'), rule([other, destination], 'base/')];
  expect(mergeConfiguration(before, destination, ['team/api'])).toEqual({
    before,
    after: [...before, rule([destination], 'team/api')],
    changes: [
      { kind: 'unchanged', rule: before[0] },
      { kind: 'unchanged', rule: before[1] },
      { kind: 'added', rule: rule([destination], 'team/api') },
    ],
  });
});

test('extends a rule that has this destination only', () => {
  expect(mergeConfiguration([rule([destination], 'base/')], destination, ['team/api']).changes).toEqual([
    { kind: 'extended', rule: rule([destination], 'base/', 'team/api'), addedPrefixes: ['team/api'] },
  ]);
});

test('changes nothing where a rule covers the prefix already', () => {
  expect(kinds([rule([other, destination], 'team/')], 'team/api', 'team/web')).toEqual(['unchanged']);
  expect(kinds([rule([destination])], 'team/api')).toEqual(['unchanged']);
});

test('puts at most 100 prefixes into a rule', () => {
  const prefixes = Array.from({ length: 230 }, (_, index) => `team/r${String(index).padStart(3, '0')}x`);
  const { after } = mergeConfiguration([rule([destination], 'base/')], destination, prefixes);
  expect(after.map((each) => each.prefixes.length)).toEqual([100, 100, 31]);
});

test('names the limit that the rules exceed', () => {
  const rules = Array.from({ length: 10 }, () => rule([other], 'a/'));
  expect(findLimitProblem(rules)).toBeUndefined();
  expect(findLimitProblem([...rules, rule([other])])).toContain('11 replication rules');
  const many = Array.from({ length: 26 }, (_, index) => ({ ...other, region: `xx-${index}` }));
  expect(findLimitProblem([rule(many)])).toContain('26 replication destinations');
});

const prefixes = fc.array(fc.constantFrom('a/', 'a/b', 'a/bc', 'b/', 'c/d', 'c/e'), { maxLength: 4 });
const rules = fc.array(
  fc.record({ destinations: fc.subarray([destination, other], { minLength: 1 }), prefixes }),
  { maxLength: 5 },
);

test('loses nothing of any configuration, and covers every prefix', () => {
  fc.assert(
    fc.property(rules, prefixes, (before, added) => {
      const { after } = mergeConfiguration(before, destination, added);
      for (const [index, existing] of before.entries()) {
        expect(after[index]?.destinations).toEqual(existing.destinations);
        expect(after[index]?.prefixes.slice(0, existing.prefixes.length)).toEqual(existing.prefixes);
        // An empty list matches every repository, so that it must stay empty.
        if (existing.prefixes.length === 0) expect(after[index]?.prefixes).toEqual([]);
      }
      const covering = after.filter((each) => hasDestination(each, destination));
      for (const prefix of added) expect(covering.some((each) => coversPrefix(each, prefix))).toBe(true);
      const again = mergeConfiguration(after, destination, added);
      expect(again.after).toEqual(after);
    }),
  );
});
