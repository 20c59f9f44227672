/**
 * Switches of Chromium, Node.js and V8 that the packaged app refuses. Each gives access to the memory of the window or of
 * the main process, which contains credentials, or disables a restriction of the page.
 * https://www.electronjs.org/docs/latest/api/command-line-switches
 *
 * Allowed are `--no-sandbox`, which the AppImage adds where the system has no user namespaces and which commands need as
 * root in a container, and the switches of a proxy, which change the route of a request but not the trusted certificates.
 */
const refused = [
  // They attach a debugger to the window.
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  // They attach a debugger to the main process. A fuse makes Electron ignore them; refusing them gives the reason.
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-wait',
  'inspect-port',
  'inspect-publish-uid',
  'debug',
  'debug-brk',
  'debug-port',
  // It sets any flag of V8, in the main process too.
  'js-flags',
  // They disable restrictions of the page.
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'load-extension',
  // They replace a host name or accept another certificate.
  'host-rules',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  // They run another program instead of a process of the app, or around it.
  'browser-subprocess-path',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
] as const;

/**
 * @param hasSwitch reads the command line as the runtime does, which accepts other spellings such as `-inspect`, or
 *   `/inspect` on Windows.
 * @returns the first refused switch on the command line; undefined when there is none.
 */
export const findRefusedSwitch = (hasSwitch: (name: string) => boolean): string | undefined =>
  refused.find((name) => hasSwitch(name));
