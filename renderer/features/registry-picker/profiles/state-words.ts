import type { IconProps } from '@cloudscape-design/components/icon';
import { formatExact, formatRelative } from '../../../../shared/format/dates.ts';
import { formatDuration } from '../../../../shared/format/duration.ts';
import type { ProfileState, ProfileSummary } from '../../../../shared/models/profile.ts';
import { assertNever } from '../../../../shared/result.ts';

/** What one click on a badge does about a profile. */
export type StateCure = 'sign-in' | 'enter-code' | 'open-file';

/** A profile's state as a badge: never told by color alone. */
export interface StateWords {
  readonly text: string;
  readonly icon: IconProps.Name;
  readonly tone: 'good' | 'quiet' | 'warning' | 'error';
  /** The longer story, on hover. */
  readonly more?: string | undefined;
  readonly cure?: StateCure | undefined;
}

/** From when on an expiry is a warning, in milliseconds before it. */
export const expiryWarning = 15 * 60_000;

const needs = {
  ec2: { text: 'Needs EC2', more: 'Works only on an EC2 machine with a role' },
  ecs: { text: 'Needs ECS', more: 'Works only in an ECS container with a role' },
  environment: { text: 'Needs environment keys', more: 'Works where the environment holds keys' },
  'token-file': { text: 'Needs its token', more: 'Its web_identity_token_file is not there' },
} as const;

const expired = (at: number | undefined, { signIn, kind }: ProfileSummary, now: number): StateWords => {
  const when = at === undefined ? 'Expired' : `Expired ${formatRelative(at, now)}`;
  if (signIn)
    return { text: 'Sign in', icon: 'status-warning', tone: 'warning', more: when, cure: 'sign-in' };
  const isInFile = kind === 'temporary-keys';
  return {
    text: 'Expired',
    icon: 'status-negative',
    tone: 'error',
    more: isInFile ? `${when}. Renew the keys with your tool: the change is noticed.` : when,
    ...(isInFile && { cure: 'open-file' }),
  };
};

function expires(
  state: ProfileState & { kind: 'expires' },
  profile: ProfileSummary,
  now: number,
): StateWords {
  const left = state.at - now;
  const until = `Until ${formatExact(state.at)}`;
  if (state.renews) {
    return { text: 'Ready', icon: 'status-positive', tone: 'good', more: `${until}, then renewed by itself` };
  }
  if (left <= 0) return expired(state.at, profile, now);
  const soon = left < expiryWarning;
  return {
    text: `Expires in ${left < 60_000 ? 'a minute' : formatDuration(Math.floor(left / 60_000) * 60)}`,
    icon: soon ? 'status-warning' : 'status-positive',
    tone: soon ? 'warning' : 'good',
    more: until,
    ...(soon && profile.signIn && { cure: 'sign-in' }),
  };
}

/** A profile's state in a few words, as it is at that time (milliseconds since 1970). */
export function describeState(profile: ProfileSummary, now: number): StateWords {
  const { state } = profile;
  switch (state.kind) {
    case 'ready':
      return { text: 'Ready', icon: 'status-positive', tone: 'good' };
    case 'long-lived-key':
      return { text: 'Long-lived key', icon: 'key', tone: 'quiet', more: 'This access key does not expire' };
    case 'expiry-unknown':
      return {
        text: 'Expiry unknown',
        icon: 'status-info',
        tone: 'quiet',
        more:
          state.changedAt === undefined
            ? 'These keys do not say when they end'
            : `These keys do not say when they end; their file was written ${formatRelative(state.changedAt, now)}`,
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
        cure: 'sign-in',
      };
    case 'mfa':
      return {
        text: 'MFA code',
        icon: 'lock-private',
        tone: 'quiet',
        more: `Wants a code of ${state.device}`,
        cure: 'enter-code',
      };
    case 'runs-program':
      return {
        text: `Runs ${state.program}`,
        icon: 'command-prompt',
        tone: 'quiet',
        more: 'When it is used',
      };
    case 'needs':
      return { ...needs[state.what], icon: 'status-info', tone: 'quiet' };
    case 'incomplete':
      return {
        text: 'Open the file',
        icon: 'status-negative',
        tone: 'error',
        more: state.problem,
        cure: 'open-file',
      };
    default:
      return assertNever(state);
  }
}
