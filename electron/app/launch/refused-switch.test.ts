import { expect, test } from 'vitest';
import { findRefusedSwitch } from './refused-switch.ts';

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
])('refuses --%s', (name) => {
  expect(findRefusedSwitch(startedWith('demo', name))).toBe(name);
});

test.each([
  ['no switch'],
  ['the app’s own options', 'demo', 'user-data-dir'],
  ['switches for a container', 'no-sandbox', 'disable-gpu', 'ozone-platform'],
  ['a proxy', 'proxy-server', 'proxy-pac-url', 'no-proxy-server'],
  ['a language', 'lang'],
])('allows %s', (_what, ...switches) => {
  expect(findRefusedSwitch(startedWith(...switches))).toBeUndefined();
});
