import type { InstallMethod, NotifyReason, UpdateDelivery } from '../../../shared/models/update.ts';
import type { PolicyReading } from '../policy/policy.ts';

/** How this app was installed, as `readInstallation` found it. */
export interface Installation {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** The AppImage that this process runs from. */
  readonly appImage: { readonly path: string; readonly canReplace: boolean } | undefined;
  /** What electron-builder writes into a package of the system: `deb`, `rpm`, `pacman`. */
  readonly packageType: string | undefined;
  /** Whether the uninstaller of NSIS is beside the app. */
  readonly hasUninstaller: boolean;
  /** Whether the app is signed by a team of Apple's developer program. */
  readonly isSigned: boolean;
}

type Installed =
  | { readonly kind: 'install'; readonly method: InstallMethod }
  | { readonly kind: 'notify'; readonly reason: NotifyReason };

const install = (method: InstallMethod): Installed => ({ kind: 'install', method });
const notify = (reason: NotifyReason): Installed => ({ kind: 'notify', reason });

/** What the installation allows, before keys and policies. */
function findMethod(installation: Installation): Installed {
  const { platform, isPackaged, appImage, packageType, hasUninstaller, isSigned } = installation;
  if (!isPackaged) return notify('source');
  if (platform === 'win32') return hasUninstaller ? install('nsis') : notify('archive');
  if (platform === 'darwin') return isSigned ? install('squirrel-mac') : notify('not-signed');
  if (packageType !== undefined) return notify('package-manager');
  if (!appImage) return notify('archive');
  return appImage.canReplace ? install('app-image') : notify('not-writable');
}

/**
 * Decides whether updates are installed, only notified, or not requested at all. A policy that cannot be read turns them off.
 *
 * @param hasKeys whether the build has a key that update files are verified with.
 */
export function decideDelivery(
  installation: Installation,
  policy: PolicyReading,
  hasKeys: boolean,
): UpdateDelivery {
  if (policy.kind === 'failed') return { kind: 'off', reason: 'policy-unreadable' };
  const decided = policy.kind === 'read' ? policy.policy.updates : undefined;
  if (decided === 'off') return { kind: 'off', reason: 'policy' };
  const method = findMethod(installation);
  if (method.kind === 'notify') return method;
  if (decided === 'notify') return notify('policy');
  return hasKeys ? method : notify('no-key');
}
