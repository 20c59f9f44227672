import { array, assert, constantFrom, letrec, oneof, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob } from './glob.ts';
import { compileRegex } from './regex.ts';

test.each([
  ['v1.*', 'v1.2.3', true],
  ['v1.*', 'v2.1.0', false],
  ['*', '', true],
  ['?', '', false],
  ['v?.0', 'v1.0', true],
  ['v?.0', 'v12.0', false],
  ['*-rc*', '1.0-rc1', true],
  ['*a*b', 'xaxxbxb', true],
  ['[a]', 'a', false],
  ['1.0', '1x0', false],
])('glob %s on %s: %s', (pattern, text, matches) => {
  expect(matchesGlob(pattern, text)).toBe(matches);
});

test('a glob full of stars is decided at once', () => {
  const started = Date.now();
  expect(matchesGlob(`${'*a'.repeat(128)}*b`, 'a'.repeat(128))).toBe(false);
  expect(Date.now() - started).toBeLessThan(500);
});

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
  ['(', /\( is not closed/],
  [')', /closes nothing/],
  ['[a', /\[ is not closed/],
  ['[z-a]', /upside down/],
  ['*a', /nothing before \*/],
  ['a**', /two repetitions/],
  ['a\\', /ends with a backslash/],
  ['(?=a)', /\(\?= is not understood/],
  ['(?<!a)b', /\(\?< is not understood/],
  ['(a)\\1', /\\1 is not understood/],
  ['\\bword', /\\b is not understood/],
  ['a{3,2}', /larger/],
  ['(a{100}){100}', /too long/],
  ['a{9999}', /more than 500/],
])('regex %s is refused in a sentence', (pattern, sentence) => {
  expect(test1(pattern, 'a')).toMatch(sentence);
});

test.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', `^${'a*'.repeat(60)}$`, '^(.*a){20}$'])(
  'regex %s, at which backtracking never ends, is decided at once',
  (pattern) => {
    const started = Date.now();
    expect(test1(pattern, `${'a'.repeat(127)}!`)).toBe(false);
    expect(Date.now() - started).toBeLessThan(1_000);
  },
);

/** Patterns of all that is understood, over a small alphabet so that matches are frequent. */
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

test('repetitions of nothing within each other are refused at once', () => {
  const pattern = `${'('.repeat(20)}${'){500}'.repeat(20)}`;
  expect(test1(pattern, 'a')).toBe('The expression is too long or repeats too often. Write a simpler one.');
});

test('what is understood means the same as in JavaScript', () => {
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

test('no text makes the compiler throw', () => {
  assert(
    property(string({ unit: constantFrom(...'ab\\()[]{}|*+?^$.-,1<=!:'.split('')) }), (pattern) => {
      const compiled = compileRegex(pattern);
      if (compiled.ok) compiled.test('ab1-a');
    }),
    { numRuns: 2_000 },
  );
});
