import type { Session, WebContents } from 'electron';
import { withoutGaps } from './not-provided.ts';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type Permission = Parameters<RequestHandler>[1];

/** Chromium's name of a permission, and Electron's name of it. */
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

/** The decisions of the app's handlers about each permission, requested in advance: Chromium cannot ask later. */
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
    // Called for devices with an earlier permission: a new profile of Chromium has none.
    setDevicePermissionHandler: (_handler: Parameters<Session['setDevicePermissionHandler']>[0]) => undefined,
    setSpellCheckerEnabled: (_enabled: boolean) => undefined,
    // Reads no system setting; a test replaces the function.
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
