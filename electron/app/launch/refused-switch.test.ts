import { expect, test } from 'vitest';
import { refusedSwitch } from './refused-switch.ts';

const startedWith =
  (...switches: readonly string[]) =>
  (name: string): boolean =>
    switches.includes(name);

test.each([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'debug-port',
  'js-flags',
  'disable-web-security',
  'allow-file-access-from-files',
  'ignore-certificate-errors',
  'host-resolver-rules',
  'renderer-cmd-prefix',
])('--%s is refused', (name) => {
  expect(refusedSwitch(startedWith('demo', name))).toBe(name);
});

test.each([
  ['nothing'],
  ['the app’s own options', 'demo', 'user-data-dir'],
  ['what a container needs', 'no-sandbox', 'disable-gpu', 'ozone-platform'],
  ['a proxy', 'proxy-server', 'proxy-pac-url', 'no-proxy-server'],
  ['a language', 'lang'],
])('a start with %s is not', (_what, ...switches) => {
  expect(refusedSwitch(startedWith(...switches))).toBeUndefined();
});
