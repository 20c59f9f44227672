import { expect, test } from 'vitest';
import { isOwnPage, pageUrl } from './page.ts';

const packaged = { isPackaged: true };
const unpackaged = { isPackaged: false };

test('the built file is loaded, with odd characters in its path kept', () => {
  expect(pageUrl(unpackaged, undefined, '/opt/My #1 app')).toBe('file:///opt/My%20%231%20app/index.html');
});

test('the dev server is used only when not packaged', () => {
  expect(pageUrl(unpackaged, 'http://localhost:5173', '/app')).toBe('http://localhost:5173/');
  expect(pageUrl(packaged, 'http://localhost:5173', '/app')).toBe('file:///app/index.html');
});

test.each([
  ['file:///app/index.html', 'file:///app/index.html', true],
  ['file:///app/index.html', 'file:///app/index.html#/transfers', true],
  ['file:///c:/app/index.html', 'file:///C:/app/index.html', true],
  ['file:///app/index.html', 'file:///APP/index.html', false],
  ['file:///app/index.html', 'file:///etc/passwd', false],
  ['file:///app/index.html', 'file://server/app/index.html', false],
  ['file:///app/index.html', 'https://docs.aws.amazon.com/app/index.html', false],
  ['file:///app/index.html', 'about:blank', false],
  ['file:///app/index.html', '', false],
  ['http://localhost:5173/', 'http://localhost:5173/index.html', true],
  ['http://localhost:5173/', 'http://localhost:5174/', false],
  ['http://localhost:5173/', 'file:///app/index.html', false],
])('of %s, %s is own: %s', (page, url, own) => {
  expect(isOwnPage(page, url)).toBe(own);
});
