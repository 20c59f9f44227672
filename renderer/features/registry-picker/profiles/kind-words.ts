import type { ProfileKind } from '../../../../shared/models/profile.ts';

/** How a profile gets its credentials, in the terms of the AWS documentation. */
export const kindLabels = {
  'assume-role': 'Role',
  'static-keys': 'Access keys',
  'temporary-keys': 'Temporary keys',
  'web-identity': 'Web identity',
  'credential-process': 'Credential process',
  'sso-session': 'Identity Center',
  'sso-legacy': 'Identity Center (legacy)',
  'login-session': 'AWS login',
  environment: 'Environment',
  unknown: 'Unknown kind',
} as const satisfies Record<ProfileKind, string>;

/** Short labels for narrow columns. */
export const shortKindLabels = {
  'assume-role': 'Role',
  'static-keys': 'Keys',
  'temporary-keys': 'Temporary',
  'web-identity': 'Web identity',
  'credential-process': 'Program',
  'sso-session': 'SSO',
  'sso-legacy': 'SSO (legacy)',
  'login-session': 'AWS login',
  environment: 'Environment',
  unknown: 'Unknown',
} as const satisfies Record<ProfileKind, string>;
