import { expect, test } from 'vitest';
import { createLeakSearch } from './leak-search.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY&xample';
const long = Array.from({ length: 40 }, (_, at) => `token${at}`).join('/');

const search = createLeakSearch();
search.add(secret);
search.add(long);

test.each([
  ['unencoded', secret],
  ['URL-encoded', encodeURIComponent(secret)],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in base64 after a name', Buffer.from(`AWS:${secret}:`).toString('base64')],
  ['in base64 of a line', Buffer.from(`authorization: ${secret}`).toString('base64')],
])('finds a secret %s', (_form, text) => {
  expect(search.find(`before ${text} after`)).toMatchObject([{ secret }]);
});

test('finds the middle of a long secret', () => {
  expect(search.find(long.slice(20, 60))).toMatchObject([{ secret: long }]);
});

test('finds nothing in a text without a secret', () => {
  expect(search.find(`${secret.slice(0, -1)} ${secret.slice(1)} [redacted]`)).toEqual([]);
});
