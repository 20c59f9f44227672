import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createKnownSecrets } from './known-secrets.ts';
import { applyReplacements } from './replacement.ts';

const redactWith = (text: string, ...secrets: readonly string[]): string => {
  const known = createKnownSecrets();
  known.remember(...secrets);
  return applyReplacements(text, known.find(text));
};

const password = `p%s"w'rd & <x>\\/ü`;

test.each([
  ['itself', password],
  ['URL-encoded', encodeURIComponent(password)],
  [
    'URL-encoded in small letters',
    encodeURIComponent(password).replaceAll(/%../g, (hex) => hex.toLowerCase()),
  ],
  ['URL-encoded twice', encodeURIComponent(encodeURIComponent(password))],
  ['in a form', new URLSearchParams({ p: password }).toString()],
  ['JSON', JSON.stringify({ p: password })],
  ['JSON in JSON', JSON.stringify(JSON.stringify({ p: password }))],
  ['an object', inspect({ p: password })],
  ['base64', Buffer.from(password).toString('base64')],
  ['base64 with a user name', Buffer.from(`ana:${password}`).toString('base64')],
  ['base64 with text before and after it', Buffer.from(`anna:${password}!`).toString('base64')],
  ['base64url', Buffer.from(`eva:${password}`).toString('base64url')],
  ['XML', 'p%s&quot;w&#39;rd &amp; &lt;x&gt;\\/ü'],
  ['XML of Go', 'p%s&#34;w&#39;rd &amp; &lt;x&gt;\\/ü'],
  ['HTML of Python', 'p%s&quot;w&#x27;rd &amp; &lt;x&gt;\\/ü'],
  ['JSON in ASCII', JSON.stringify(password).replace('ü', String.raw`\u00fc`)],
  ['hexadecimal digits', Buffer.from(password).toString('hex')],
  ['capital hexadecimal digits', Buffer.from(password).toString('hex').toUpperCase()],
])('finds a known secret as %s', (_form, text) => {
  expect(redactWith(`it is ${text}.`, password)).toContain('[redacted]');
  expect(redactWith(`it is ${text}.`, password)).not.toContain(text.slice(3, -3));
});

test.each(['\n', '\r\n', '\n    ', String.raw`\n`, String.raw`\r\n`])(
  'finds a wrapped secret in lines that %j separates',
  (separator) => {
    const token = Array.from({ length: 120 }, (_, index) => `x${index * 7919}`).join('');
    for (const form of [token, Buffer.from(token).toString('base64')])
      for (const width of [8, 20, 64, 76]) {
        const wrapped = (form.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(separator);
        expect(redactWith(`It is ${wrapped}${separator}and more`, token)).toBe(
          `It is [redacted]${separator}and more`,
        );
      }
  },
);

test('leaves the lines after a secret, and takes linear time for line breaks', () => {
  expect(redactWith('sesame12\nis here', 'sesame12')).toBe('[redacted]\nis here');
  expect(redactWith('sesame12\n34 is another', 'sesame12')).toBe('[redacted]\n34 is another');
  const secret = 'abcdefgh'.repeat(1_000);
  const text = 'abcdefgh\n\n'.repeat(20_000);
  const startedAt = performance.now();
  redactWith(text, secret);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('redacts secrets of at least eight characters, and short alphanumeric ones only as whole words', () => {
  expect(redactWith('open-it is 7', 'open-it')).toBe('open-it is 7');
  expect(redactWith('sesame12 is 8', 'sesame12')).toBe('[redacted] is 8');
  const digest = `sha256:${'0'.repeat(20)}deadbeef${'0'.repeat(36)}`;
  expect(redactWith(`${digest} deadbeef`, 'deadbeef')).toBe(`${digest} [redacted]`);
});

test('finds a long secret by its beginning in a truncated text, and the longest of several secrets', () => {
  const token = 'IQoJb3JpZ2luX2VjEJ3aCXVzLWVhc3QtMSJHMEUC';
  expect(redactWith(`bad ${token.slice(0, 30)}`, token)).toBe('bad [redacted]');
  expect(redactWith(`bad ${token.slice(0, 10)}`, token)).toBe('bad [redacted]');
  expect(redactWith('a password and password-2!', 'password', 'password-2')).toBe(
    'a [redacted] and [redacted]!',
  );
});

test('knows the secret keys and session tokens of hundreds of profiles at the same time', () => {
  const known = createKnownSecrets();
  const secrets = Array.from({ length: 300 }, (_, profile) => [`key-of-${profile}`, `token-of-${profile}`]);
  known.remember(...secrets.flat());
  expect(secrets.flat().filter((secret) => known.find(`(${secret})`).length === 0)).toEqual([]);
});

test('limits the number and the lifetime of secrets; short-lived secrets do not displace others', () => {
  let now = 0;
  const known = createKnownSecrets({ maxLasting: 3, maxBrief: 3, now: () => now });
  const isKnown = (secret: string): boolean => known.find(secret).length === 1;
  known.remember('secret-1', 'secret-2', 'secret-3');
  for (let index = 0; index < 50; index += 1) known.rememberBriefly(`signature-${index}`);
  expect(isKnown('secret-1')).toBe(true);
  expect(isKnown('signature-49')).toBe(true);
  expect(isKnown('signature-1')).toBe(false);
  // The least recently used secret is removed.
  known.remember('secret-1');
  known.remember('secret-4');
  expect(['secret-1', 'secret-2', 'secret-3', 'secret-4'].map(isKnown)).toEqual([true, false, true, true]);
  now += 23 * 3_600_000;
  known.remember('secret-4');
  now += 2 * 3_600_000;
  expect(['secret-1', 'secret-3', 'secret-4'].map(isKnown)).toEqual([false, false, true]);
  known.forgetAll();
  expect(isKnown('secret-4')).toBe(false);
});
