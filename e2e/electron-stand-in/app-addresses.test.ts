import { expect, test } from 'vitest';
import { fromChromium, isMapped, mapScheme, originOf, toChromium } from './app-addresses.ts';

mapScheme('app');

test.each([
  ['app://bundle/index.html', 'https://bundle.invalid/index.html'],
  ['app://bundle/index.html?a=1#/transfers', 'https://bundle.invalid/index.html?a=1#/transfers'],
  ['app://bundle', 'https://bundle.invalid'],
])('%s is %s to Chromium, and back', (own, chromium) => {
  expect(toChromium(own)).toBe(chromium);
  expect(fromChromium(chromium)).toBe(own);
});

test.each([
  'https://docs.aws.amazon.com/',
  'https://bundle.invalid.example.com/',
  'https://example.com/bundle.invalid/',
  'http://bundle.invalid/',
  'about:blank',
  'data:text/html,app://bundle/',
  'apple://bundle/',
])('%s is no address of the app and is not changed', (address) => {
  expect(isMapped(address)).toBe(false);
  expect(toChromium(address)).toBe(address);
  expect(fromChromium(address)).toBe(address);
});

test('an origin of the scheme is its scheme and host', () => {
  expect(originOf('app://bundle/index.html')).toBe('app://bundle');
  expect(originOf('https://example.com/x')).toBe('https://example.com');
  expect(originOf('about:blank')).toBe('null');
  expect(originOf('')).toBe('null');
});
