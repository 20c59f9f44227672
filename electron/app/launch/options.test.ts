import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

test('nothing given is no demo and the usual folder', () => {
  expect(parseOptions(['/usr/bin/app'])).toEqual({ demo: false, userData: undefined });
});

test('our options are found among those of Chromium and Node', () => {
  const argv = ['electron', '--inspect=0', '--remote-debugging-port=0', '--no-sandbox', '.', '--demo'];
  expect(parseOptions([...argv, '--user-data-dir=/tmp/a folder'])).toEqual({
    demo: true,
    userData: '/tmp/a folder',
  });
});

test.each([
  { given: ['--user-data-dir'], userData: undefined },
  { given: ['--user-data-dir='], userData: undefined },
  { given: ['--user-data-dir', '/tmp/x'], userData: '/tmp/x' },
])('$given means $userData', ({ given, userData }) => {
  expect(parseOptions(given).userData).toBe(userData);
});

test('what only looks like --demo does not start the demo', () => {
  expect(parseOptions(['--demo=no', '--demonstration', 'demo']).demo).toBe(false);
});
