import { expect, test } from 'vitest';
import { formatDocument } from './stored-document.tsx';

const documentOf = (text: string, cut = false) => ({
  digest: `sha256:${'a'.repeat(64)}`,
  mediaType: 'application/json',
  size: text.length,
  text,
  cut,
});

test('a document is indented, and bidirectional and invisible characters are escaped as in JSON', () => {
  const text = JSON.stringify({ label: 'a\u202Eb\u009B\u200B' });
  const shown = formatDocument(documentOf(text));
  expect(shown).toBe('{\n  "label": "a\\u202eb\\u009b\\u200b"\n}');
  expect(JSON.parse(shown)).toEqual(JSON.parse(text));
});

test.each([
  ['that is not JSON', documentOf('a\u202Eb')],
  ['that is truncated', documentOf('a\u202Eb', true)],
])('a document %s is shown with these characters escaped', (_what, document) => {
  expect(formatDocument(document)).toBe('a\\u{202e}b');
});
