import type { NotifyReason, UpdateDelivery, UpdateManagement } from '../../../shared/models/update.ts';

const notifyReasons: Readonly<Record<NotifyReason, string>> = {
  'package-manager':
    'This app is a package of the system. Download the new package from the release page, or update it with your package manager.',
  archive: 'This app was unpacked from an archive. Download the new version from the release page.',
  source: 'This app runs from its sources. Update your checkout, or download a release.',
  'not-writable':
    'The folder of the AppImage cannot be written. Download the new version from the release page, or move the AppImage to a folder of yours.',
  'not-signed':
    'This app is not signed, and macOS updates signed apps only. Download the new version from the release page.',
  'no-key':
    'This build has no key that updates are verified with, so that it does not install them. Download the new version from the release page.',
  policy: 'Your organization decides when this app is updated.',
};

/** Why the app does not install updates itself; undefined when it does. */
export function describeDelivery(delivery: UpdateDelivery): string | undefined {
  switch (delivery.kind) {
    case 'install':
      return undefined;
    case 'notify':
      return notifyReasons[delivery.reason];
    case 'off':
      return delivery.reason === 'policy'
        ? 'Your organization turned updates off.'
        : 'Updates are off until the policy of your organization can be applied.';
  }
}

/** A policy that cannot be applied, or keys of it that have no effect; undefined when all is well. */
export function describePolicyProblem({
  source,
  problem,
  unknownKeys,
}: UpdateManagement): string | undefined {
  if (problem !== undefined)
    return `The policy ${source} cannot be applied. ${problem} Updates are off until your administrators correct it.`;
  return unknownKeys.length === 0
    ? undefined
    : `The policy ${source} has keys that this version does not know: ${unknownKeys.join(', ')}. They have no effect.`;
}
