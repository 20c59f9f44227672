import type { IconProps } from '@cloudscape-design/components/icon';
import { formatExact, formatRelative } from '../../../../shared/format/dates.ts';
import { formatDuration } from '../../../../shared/format/duration.ts';
import type { ProfileState, ProfileSummary } from '../../../../shared/models/profile.ts';
import { assertNever } from '../../../../shared/result.ts';

/** The recovery action of a badge. */
export type StateRecovery = 'sign-in' | 'enter-code' | 'open-file';

/** A profile's state as a badge, with text and icon in addition to the color. */
export interface StateLabel {
  readonly text: string;
  readonly icon: IconProps.Name;
  readonly tone: 'good' | 'quiet' | 'warning' | 'error';
  /** The tooltip. */
  readonly more?: string | undefined;
  readonly recovery?: StateRecovery | undefined;
}

/** How long before the expiration it becomes a warning, in milliseconds. */
export const expiryWarning = 15 * 60_000;

const needs = {
  ec2: { text: 'Needs EC2', more: 'Works only on an EC2 instance with a role' },
  ecs: { text: 'Needs ECS', more: 'Works only in an ECS task with a role' },
  environment: {
    text: 'Needs environment keys',
    more: 'Works only where environment variables contain access keys',
  },
  'token-file': { text: 'Needs token file', more: 'Its web_identity_token_file does not exist' },
} as const;

const expired = (at: number | undefined, { signIn, kind }: ProfileSummary, now: number): StateLabel => {
  const when = at === undefined ? 'Expired' : `Expired ${formatRelative(at, now)}`;
  if (signIn)
    return { text: 'Sign in', icon: 'status-warning', tone: 'warning', more: when, recovery: 'sign-in' };
  const isInFile = kind === 'temporary-keys';
  return {
    text: 'Expired',
    icon: 'status-negative',
    tone: 'error',
    more: isInFile ? `${when}. Renew the keys with your tool. The app detects the change.` : when,
    ...(isInFile && { recovery: 'open-file' }),
  };
};

function expires(
  state: ProfileState & { kind: 'expires' },
  profile: ProfileSummary,
  now: number,
): StateLabel {
  const left = state.at - now;
  const until = `Until ${formatExact(state.at)}`;
  if (state.renews) {
    return {
      text: 'Ready',
      icon: 'status-positive',
      tone: 'good',
      more: `${until}, then renewed automatically`,
    };
  }
  if (left <= 0) return expired(state.at, profile, now);
  const soon = left < expiryWarning;
  return {
    text: `Expires in ${left < 60_000 ? 'a minute' : formatDuration(Math.floor(left / 60_000) * 60)}`,
    icon: soon ? 'status-warning' : 'status-positive',
    tone: soon ? 'warning' : 'good',
    more: until,
    ...(soon && profile.signIn && { recovery: 'sign-in' }),
  };
}

/** The badge for a profile's state. @param now milliseconds since 1970 */
export function describeState(profile: ProfileSummary, now: number): StateLabel {
  const { state } = profile;
  switch (state.kind) {
    case 'ready':
      return { text: 'Ready', icon: 'status-positive', tone: 'good' };
    case 'long-lived-key':
      return { text: 'Long-lived key', icon: 'key', tone: 'quiet', more: 'This access key does not expire' };
    case 'expiry-unknown':
      return {
        text: 'Expiration unknown',
        icon: 'status-info',
        tone: 'quiet',
        more:
          state.changedAt === undefined
            ? 'The expiration of these keys is unknown'
            : `The expiration of these keys is unknown. Their file was written ${formatRelative(state.changedAt, now)}`,
      };
    case 'expires':
      return expires(state, profile, now);
    case 'expired':
      return expired(state.at, profile, now);
    case 'sign-in':
      return {
        text: 'Sign in',
        icon: 'status-warning',
        tone: 'warning',
        more:
          state.expiredAt === undefined
            ? 'Not signed in yet'
            : `The session expired ${formatRelative(state.expiredAt, now)}`,
        recovery: 'sign-in',
      };
    case 'mfa':
      return {
        text: 'MFA code',
        icon: 'lock-private',
        tone: 'quiet',
        more: `Requires a code from ${state.device}`,
        recovery: 'enter-code',
      };
    case 'runs-program':
      return {
        text: `Runs ${state.program}`,
        icon: 'command-prompt',
        tone: 'quiet',
        more: 'Runs when the profile is used',
      };
    case 'needs':
      return { ...needs[state.what], icon: 'status-info', tone: 'quiet' };
    case 'incomplete':
      return {
        text: 'Open file',
        icon: 'status-negative',
        tone: 'error',
        more: state.problem,
        recovery: 'open-file',
      };
    default:
      return assertNever(state);
  }
}
