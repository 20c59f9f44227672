import { constantFrom, oneof, property, string, assert as check } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findControl } from '../testing/find-control.ts';
import { fileName } from './file-name.ts';
import { printable, printableJson, printableLine } from './printable.ts';
import { printableValue } from './printable-value.ts';

const characters = (...codes: number[]): string => String.fromCodePoint(...codes);

describe('control characters are escaped', () => {
  test.each<[string, string, string]>([
    ['an escape sequence', '\u001B[2J\u001B[H', '\\u{1b}[2J\\u{1b}[H'],
    ['a control character of one byte', `a${characters(0x9b)}2J`, 'a\\u{9b}2J'],
    ['delete, backspace, bell', '\u007F\b\u0007', '\\u{7f}\\u{8}\\u{7}'],
    ['a carriage return, which writes over the line', 'no\ryes', 'no\\u{d}yes'],
    ['nothing', 'a\0b', 'a\\u{0}b'],
    ['a bidirectional override', `gnp${characters(0x202e)}exe`, 'gnp\\u{202e}exe'],
    ['a bidirectional isolate', characters(0x2066, 0x2069), '\\u{2066}\\u{2069}'],
    ['direction marks', characters(0x200e, 0x200f, 0x61c), '\\u{200e}\\u{200f}\\u{61c}'],
    ['a zero-width space', `prod${characters(0x200b)}`, 'prod\\u{200b}'],
    ['a byte order mark', `${characters(0xfeff)}prod`, '\\u{feff}prod'],
    ['a joiner behind a letter of ASCII', `prod${characters(0x200d, 0xfe0f)}`, 'prod\\u{200d}\\u{fe0f}'],
    ['a tag character', characters(0xe0041), '\\u{e0041}'],
    ['half of a pair', 'a\uD83D', 'a\\u{d83d}'],
    ['a line separator', characters(0x2028), '\\u{2028}'],
  ])('%s', (_what, text, expected) => {
    expect(printable(text)).toBe(expected);
    expect(printableLine(text)).toBe(expected);
  });

  test('line breaks and tabs stay, but not in a line', () => {
    expect(printable('a\r\nb\n\tc')).toBe('a\nb\n\tc');
    expect(printableLine('a\nb\tc')).toBe('a\\u{a}b\\u{9}c');
  });
});

test.each([
  'arn:aws:iam::111111111111:user/Zoë',
  'C:\\Users\\Müller\\aws',
  '画像リポジトリ',
  'مخزن الصور',
  'می‌خواهم',
  '👩‍👩‍👧 ❤️‍🔥 ok',
  '–—…“”',
])('%s is text and stays as it is', (text) => {
  expect(printable(text)).toBe(text);
  expect(printableLine(text)).toBe(text);
});

const hostile = oneof(
  string({ unit: 'binary' }),
  string({
    unit: constantFrom(
      ...[0, 7, 8, 9, 10, 13, 0x1b, 0x7f, 0x85, 0x9b, 0x200b, 0x202e, 0x2066, 0xfe0f, 0x200d, 0xfeff].map(
        (code) => characters(code),
      ),
      'a',
      '❤',
      '\uD800',
    ),
  }),
);
test('nothing of it is left in any text, and what is escaped once is not escaped again', () => {
  check(
    property(hostile, (text) => {
      for (const escape of [printable, printableLine]) {
        const shown = escape(text);
        expect(findControl(shown)).toBeUndefined();
        expect(escape(shown)).toBe(shown);
      }
      expect(printableLine(text)).not.toMatch(/[\n\t]/);
    }),
  );
});

test('JSON stays the same value', () => {
  check(
    property(hostile, hostile, (key, text) => {
      const value = { [key]: [text], more: text };
      const json = printableJson(JSON.stringify(value));
      expect(findControl(json)).toBeUndefined();
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

describe('a whole value', () => {
  test('has all its text escaped, keys too, and what needs nothing keeps its identity', () => {
    const clean = { tags: ['1.0'], size: 3 };
    const value = { clean, labels: { 'a\u001B': 'b\u202E' }, list: ['x', 'y\u0007'] };
    const shown = printableValue(value);
    expect(shown).toEqual({ clean, labels: { 'a\\u{1b}': 'b\\u{202e}' }, list: ['x', 'y\\u{7}'] });
    expect(shown).toHaveProperty('clean', clean);
    expect(printableValue(clean)).toBe(clean);
  });

  test('gives exact text as it is where that is asked for', () => {
    expect(printableValue({ text: '\u001B', other: '\u001B' }, ['text'])).toEqual({
      text: '\u001B',
      other: '\\u{1b}',
    });
  });

  test('keeps a member that is named __proto__ a member', () => {
    const value: unknown = JSON.parse('{"__proto__":"\\u001b"}');
    expect(Object.entries(printableValue(value) ?? {})).toEqual([['__proto__', '\\u{1b}']]);
  });

  const sparse: unknown[] = [];
  sparse.length = 2 ** 32 - 1;
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  test.each<[string, unknown]>([
    ['a function', { run: () => undefined }],
    ['a symbol', [Symbol('no')]],
    ['a map', new Map()],
    ['a promise', { later: Promise.resolve() }],
    ['itself', cycle],
    ['billions of empty places', sparse],
  ])('is refused when it contains %s', (_what, value) => {
    expect(() => printableValue(value)).toThrow(TypeError);
  });
});

test.each([
  ['replication-team-app.json', 'replication-team-app.json'],
  ['../../.bashrc', 'bashrc'],
  ['a\u202Egnp.exe', 'a-gnp.exe'],
  ['a:b|c?.csv', 'a-b-c-.csv'],
  ['nul.json', 'file-nul.json'],
  ['\u0000', 'file-'],
])('a file may be called %j', (text, expected) => {
  expect(fileName(text)).toBe(expected);
});
