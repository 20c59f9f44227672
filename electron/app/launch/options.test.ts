import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

test('uses the default folder and no demo without options', () => {
  expect(parseOptions(['/usr/bin/app'])).toEqual({ demo: false, userData: undefined });
});

test('finds the options among those of Chromium and Node.js', () => {
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
])('reads $userData from $given', ({ given, userData }) => {
  expect(parseOptions(given).userData).toBe(userData);
});

test('ignores options that only resemble --demo', () => {
  expect(parseOptions(['--demo=no', '--demonstration', 'demo']).demo).toBe(false);
});
