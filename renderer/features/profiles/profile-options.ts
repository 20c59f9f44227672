import type { SelectProps } from '@cloudscape-design/components/select';
import type { ProfileKind, ProfileSummary } from '../../../shared/models/profile.ts';

const kinds = {
  'assume-role': 'Role',
  'static-keys': 'Access keys',
  'temporary-keys': 'Temporary keys',
  'web-identity': 'Web identity',
  'credential-process': 'Credential process',
  'sso-session': 'IAM Identity Center',
  'sso-legacy': 'IAM Identity Center (legacy)',
  'login-session': 'AWS login',
  environment: 'Environment',
  unknown: 'Unknown kind',
} as const satisfies Record<ProfileKind, string>;

/** `Role · 111122223333 · deployer · eu-west-1`, as far as the files tell. */
const describe = ({ kind, accountId, roleName, region }: ProfileSummary): string =>
  [kinds[kind], accountId, roleName, region].filter(Boolean).join(' · ');

const problemOf = ({ state }: ProfileSummary): string | undefined =>
  state.kind === 'incomplete' ? state.problem : undefined;

/** A profile as a row of the list; one that cannot be used stays in it, with its reason. */
export const profileOption = (profile: ProfileSummary): SelectProps.Option => {
  const problem = problemOf(profile);
  return {
    value: profile.name,
    label: profile.name,
    description: problem ?? describe(profile),
    ...(profile.customEndpoint && { labelTag: 'Own endpoint' }),
    ...(problem !== undefined && { disabled: true, disabledReason: problem, tags: [describe(profile)] }),
  };
};
