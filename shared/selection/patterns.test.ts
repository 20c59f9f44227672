import { array, assert, constantFrom, letrec, oneof, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { processorTimeOf } from '../testing/processor-time.ts';
import { compileRegex } from './patterns.ts';

const test1 = (pattern: string, text: string): boolean | string => {
  const compiled = compileRegex(pattern);
  return compiled.ok ? compiled.test(text) : compiled.message;
};

test.each([
  ['^v\\d+\\.\\d+$', 'v1.20', true],
  ['^v\\d+\\.\\d+$', 'v1.20.1', false],
  ['release', 'my-release-1', true],
  ['^(main|master)-[a-f0-9]{7}$', 'main-0a1b2c3', true],
  ['^(main|master)-[a-f0-9]{7}$', 'main-0a1b2c', false],
  ['^[^-]+$', 'a-b', false],
  ['a{2,}', 'xaax', true],
  ['^a{2,3}$', 'aaaa', false],
  ['(?:a|)b', 'b', true],
  ['(?<year>\\d{4})', 'y2026', true],
  ['[a-]', '-', true],
  ['[\\w.]+?x', 'a.x', true],
  ['', '', true],
  ['x{a}', 'x{a}', true],
])('regex %s on %s: %s', (pattern, text, matches) => {
  expect(test1(pattern, text)).toBe(matches);
});

test.each([
  ['(', 'missing closing ) in “(”'],
  [')', 'unexpected ) in “)”'],
  ['[a', 'missing closing ] in “[a”'],
  ['[z-a]', 'invalid character class range in “z-a”'],
  ['*a', 'missing argument to repetition operator in “*”'],
  ['a**', 'invalid nested repetition operator in “**”'],
  ['a\\', 'trailing backslash at end of expression'],
  ['(?=a)', 'invalid or unsupported Perl syntax in “(?=”'],
  ['(?<!a)b', 'invalid named capture in “(?<!a)b”'],
  ['(a)\\1', 'invalid escape sequence in “\\1”'],
  ['a{3,2}', 'invalid repeat count in “{3,2}”'],
  ['(a{100}){100}', 'invalid repeat count in “{100}”'],
  ['a{9999}', 'invalid repeat count in “{9999}”'],
])('regex %s is refused with a sentence', (pattern, problem) => {
  expect(test1(pattern, 'a')).toBe(`Enter an expression in RE2 syntax: ${problem}.`);
});

test.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', `^${'a*'.repeat(60)}$`, '^(.*a){20}$'])(
  'regex %s, which makes backtracking exponential, is matched in linear time',
  (pattern) => {
    const time = processorTimeOf(() => expect(test1(pattern, `${'a'.repeat(127)}!`)).toBe(false));
    expect(time).toBeLessThan(1_000);
  },
);

/** Expressions over a small alphabet, so that matches are frequent. */
const patterns = letrec<{ atom: string; repeated: string; sequence: string; choice: string }>((tie) => ({
  atom: oneof(
    { maxDepth: 2 },
    constantFrom('a', 'b', '1', '-', '.', '\\d', '\\W', '[ab]', '[^a1]', '[a-b-]', '\\.', '^', '$'),
    tie('choice').map((choice) => `(${choice})`),
  ),
  repeated: tuple(tie('atom'), constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{1,}', '*?')).map(
    ([atom, count]) => (atom === '^' || atom === '$' ? atom : atom + count),
  ),
  sequence: array(tie('repeated'), { maxLength: 3 }).map((items) => items.join('')),
  choice: array(tie('sequence'), { minLength: 1, maxLength: 2 }).map((items) => items.join('|')),
}));

test('nested repetitions of nothing are refused at once', () => {
  const pattern = `${'('.repeat(20)}${'){500}'.repeat(20)}`;
  expect(test1(pattern, 'a')).toMatch(/invalid repeat count/);
});

test('an accepted expression means the same as in JavaScript', () => {
  const texts = array(string({ unit: constantFrom('a', 'b', '1', '-', '.'), maxLength: 8 }), {
    minLength: 5,
    maxLength: 5,
  });
  assert(
    property(patterns.choice, texts, (pattern, tried) => {
      const compiled = compileRegex(pattern);
      const ours = tried.map((text) => compiled.ok && compiled.test(text));
      expect({ ok: compiled.ok, ours }).toEqual({
        ok: true,
        ours: tried.map((text) => new RegExp(pattern).test(text)),
      });
    }),
    { numRuns: 300 },
  );
});

test('no expression makes the compiler throw', () => {
  assert(
    property(string({ unit: constantFrom(...'ab\\()[]{}|*+?^$.-,1<=!:'.split('')) }), (pattern) => {
      const compiled = compileRegex(pattern);
      if (compiled.ok) compiled.test('ab1-a');
    }),
    { numRuns: 2_000 },
  );
});
