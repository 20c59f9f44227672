import { expect, test } from 'vitest';
import { checkSignInPage, isSignInPage } from './sign-in-page.ts';

test.each([
  'https://oidc.eu-west-1.amazonaws.com/authorize?state=x',
  'https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH',
  'https://login.company.example/',
])('%s may be opened by a sign-in', (url) => {
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
])('%s may not', (url) => {
  expect(isSignInPage({ url, isCustomEndpoint: false })).toBe(false);
  expect(() => checkSignInPage({ url, isCustomEndpoint: false })).toThrow('not safe to open');
});

const isOwn = (url: string) => isSignInPage({ url, isCustomEndpoint: true });

test('an endpoint of the profile’s own may be on this machine without TLS, and nowhere else', () => {
  expect(isOwn('http://127.0.0.1:1234/authorize')).toBe(true);
  expect(isOwn('http://127.0.0.1.evil.example/')).toBe(false);
  expect(isOwn('http://127.0.0.1@evil.example/')).toBe(false);
  expect(isOwn('http://10.0.0.1/')).toBe(false);
  expect(isOwn('file:///etc/passwd')).toBe(false);
});
