import { expect, test } from 'vitest';
import { checkSignInPage, isSignInPage } from './sign-in-page.ts';

test.each([
  'https://oidc.eu-west-1.amazonaws.com/authorize?state=x',
  'https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH',
  'https://login.company.example/',
])('a sign-in opens %s', (url) => {
  expect(isSignInPage({ url, isCustomEndpoint: false })).toBe(true);
});

test.each([
  'http://device.sso.eu-west-1.amazonaws.com/',
  'http://127.0.0.1:1234/authorize',
  'https://user@oidc.eu-west-1.amazonaws.com/',
  'https://user:password@oidc.eu-west-1.amazonaws.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-settings:',
  '-a Calculator',
  '',
])('a sign-in does not open %s', (url) => {
  expect(isSignInPage({ url, isCustomEndpoint: false })).toBe(false);
  expect(() => checkSignInPage({ url, isCustomEndpoint: false })).toThrow('not safe to open');
});

const isAllowed = (url: string) => isSignInPage({ url, isCustomEndpoint: true });

test('a page of a custom endpoint can be without TLS only on this computer', () => {
  expect(isAllowed('http://127.0.0.1:1234/authorize')).toBe(true);
  expect(isAllowed('http://127.0.0.1.evil.example/')).toBe(false);
  expect(isAllowed('http://127.0.0.1@evil.example/')).toBe(false);
  expect(isAllowed('http://10.0.0.1/')).toBe(false);
  expect(isAllowed('file:///etc/passwd')).toBe(false);
});
