import { expect, test } from 'vitest';
import { formatDocument } from './format-document.ts';

const documentOf = (text: string, cut = false) => ({
  digest: `sha256:${'a'.repeat(64)}`,
  mediaType: 'application/json',
  size: text.length,
  text,
  cut,
});

test('a document is shown indented, with what would reorder or hide its text escaped as JSON does', () => {
  const text = JSON.stringify({ label: 'a\u202Eb\u009B\u200B' });
  const shown = formatDocument(documentOf(text));
  expect(shown).toBe('{\n  "label": "a\\u202eb\\u009b\\u200b"\n}');
  expect(JSON.parse(shown)).toEqual(JSON.parse(text));
});

test.each([
  ['no JSON', documentOf('a\u202Eb')],
  ['only a beginning', documentOf('a\u202Eb', true)],
])('what is %s is shown with the same escaped', (_what, document) => {
  expect(formatDocument(document)).toBe('a\\u{202e}b');
});
