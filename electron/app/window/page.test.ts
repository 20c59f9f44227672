import { expect, test } from 'vitest';
import { isAppPage, pageUrl } from './page.ts';

const packaged = { isPackaged: true };
const unpackaged = { isPackaged: false };
const page = pageUrl(packaged, undefined);
const atOrigin = (path: string): string => page.replace('/index.html', path);

test('the page has its own scheme', () => {
  expect(new URL(page).protocol).not.toBe('file:');
  expect(pageUrl(unpackaged, undefined)).toBe(page);
});

test('uses the dev server only when not packaged', () => {
  expect(pageUrl(unpackaged, 'http://localhost:5173')).toBe('http://localhost:5173/');
  expect(pageUrl(packaged, 'http://localhost:5173')).toBe(page);
});

test.each([
  [page, page, true],
  [page, `${page}#/transfers`, true],
  [page, atOrigin('/assets/index.js'), true],
  [page, page.replace('bundle', 'other'), false],
  [page, page.replace('bundle', 'bundle:1'), false],
  [page, 'file:///app/index.html', false],
  [page, 'file://bundle/index.html', false],
  [page, 'https://bundle/index.html', false],
  [page, 'https://docs.aws.amazon.com/index.html', false],
  [page, 'about:blank', false],
  [page, 'data:text/html,', false],
  [page, '', false],
  ['http://localhost:5173/', 'http://localhost:5173/index.html', true],
  ['http://localhost:5173/', 'http://localhost:5174/', false],
  ['http://localhost:5173/', page, false],
])('for page %s, %s has the same origin: %s', (appPage, url, expected) => {
  expect(isAppPage(appPage, url)).toBe(expected);
});
