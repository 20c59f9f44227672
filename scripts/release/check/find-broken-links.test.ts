import { expect, test } from 'vitest';
import { findBrokenLinks } from './find-broken-links.ts';

test('finds links to files and headings that do not exist', () => {
  const documents = new Map([
    [
      'README.md',
      '# The app\n\n[a](docs/a.md) [b](docs/b.md "B") [c](docs/a.md#in-two-steps) [d](docs/a.md#three)\n',
    ],
    [
      'docs/a.md',
      '## In _two_ steps\n\n[top](../README.md#the-app) [self](#in-two-steps) [site](https://a.example)\n`[x](y)`\n```\n[x](z)\n```\n',
    ],
  ]);
  const files = [...documents.keys()];
  expect(findBrokenLinks(documents, (path) => files.includes(path))).toEqual([
    'README.md links to docs/b.md, which does not exist.',
    'README.md links to docs/a.md#three, a heading that does not exist.',
  ]);
});
