import { expect, test } from 'vitest';
import { processorTimeOf } from '../testing/processor-time.ts';
import { compileGlob } from './glob.ts';

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
  ['', '', true],
  ['', 'a', false],
  ['a*', '', false],
  ['*ab', 'aab', true],
  ['a?c', 'a\u{1F600}c', true],
  ['*', 'two\nlines', true],
])('glob %s on %s: %s', (pattern, text, matches) => {
  expect(compileGlob(pattern)(text)).toBe(matches);
});

test('a glob of many stars is matched in linear time', () => {
  const time = processorTimeOf(() => {
    expect(compileGlob(`${'*a'.repeat(128)}*b`)('a'.repeat(128))).toBe(false);
  });
  expect(time).toBeLessThan(500);
});
