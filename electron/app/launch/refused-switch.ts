/**
 * Switches of Chromium, Node.js and V8 that the shipped app refuses. Each gives whoever starts the app the window's or
 * the main process's memory, which holds credentials, or takes away what keeps the page confined.
 * https://www.electronjs.org/docs/latest/api/command-line-switches
 *
 * Not refused: `--no-sandbox`, which the AppImage itself adds where the system allows no user namespaces and which
 * commands need as root in a container; and those of a proxy, which change the route of a request and not whom it trusts.
 */
const refused = [
  // They open the window to a debugger.
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  // They open the main process to a debugger. The fuse makes Electron ignore them; here the start fails with a reason.
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-wait',
  'inspect-port',
  'inspect-publish-uid',
  'debug',
  'debug-brk',
  'debug-port',
  // Any flag of V8, in the main process too.
  'js-flags',
  // They lift the page's limits.
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'load-extension',
  // They make a name or a certificate stand for another one.
  'host-rules',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  // They run another program in place of, or around, a process of the app.
  'browser-subprocess-path',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
] as const;

/**
 * The first switch that this start must not have.
 *
 * @param hasSwitch the runtime's own reading of its command line: it accepts every spelling, such as `-inspect` or
 *   `/inspect` on Windows.
 */
export const refusedSwitch = (hasSwitch: (name: string) => boolean): string | undefined =>
  refused.find((name) => hasSwitch(name));
