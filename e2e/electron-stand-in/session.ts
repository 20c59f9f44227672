import type { Session, WebContents } from 'electron';
import { withoutGaps } from './not-provided.ts';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type Permission = Parameters<RequestHandler>[1];

/** Chromium's name of a permission, and Electron's for the same. */
const permissions: readonly (readonly [chromium: string, electron: Permission])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['clipboard-read', 'clipboard-read'],
  ['midi', 'midi'],
];

let requestHandler: RequestHandler | null = null;
let checkHandler: CheckHandler | null = null;

function isGranted(contents: WebContents, permission: Permission, url: string): boolean {
  if (checkHandler && !checkHandler(contents, 'media', url, { isMainFrame: true, requestingUrl: url }))
    return false;
  let granted = requestHandler === null;
  requestHandler?.(contents, permission, (answer) => (granted = answer), {
    isMainFrame: true,
    requestingUrl: url,
  });
  return granted;
}

/** What the app's handlers say about each permission, asked ahead: Chromium has no question to put to them later. */
export const decidePermissions = (
  contents: WebContents,
  url: string,
): readonly (readonly [string, boolean])[] =>
  permissions.map(([chromium, permission]) => [chromium, isGranted(contents, permission, url)]);

export const session = withoutGaps('session', {
  defaultSession: withoutGaps('session.defaultSession', {
    setPermissionRequestHandler: (handler: RequestHandler | null) => {
      requestHandler = handler;
    },
    setPermissionCheckHandler: (handler: CheckHandler | null) => {
      checkHandler = handler;
    },
    // Asked for devices that a page had leave to use before: a fresh profile of Chromium knows none.
    setDevicePermissionHandler: (_handler: Parameters<Session['setDevicePermissionHandler']>[0]) => undefined,
    setSpellCheckerEnabled: (_enabled: boolean) => undefined,
    // No system setting is looked at; a test puts its own function in place.
    resolveProxy: (_url: string) => Promise.resolve('DIRECT'),
  } satisfies Pick<
    Session,
    | 'resolveProxy'
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setSpellCheckerEnabled'
  >),
});
