import type { ProfileKind } from '../../../../shared/models/profile.ts';

/** How a profile gets its credentials, in the words of AWS's documentation. */
export const kindWords = {
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

/** The same where there is room for a word. */
export const shortKindWords = {
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
