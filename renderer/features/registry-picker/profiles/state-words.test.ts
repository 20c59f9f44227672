import { expect, test } from 'vitest';
import type { ProfileState, ProfileSummary } from '../../../../shared/models/profile.ts';
import { profile } from '../../../testing/sample-data.ts';
import { describeState } from './state-words.ts';

const now = Date.UTC(2026, 10, 26, 12);
const minute = 60_000;
const signIn = { kind: 'sso', session: 'corp', legacy: false } as const;
const described = (state: ProfileState, more: Partial<ProfileSummary> = {}) =>
  describeState(profile('p', { ...more, state }), now);

const at = (minutes: number): ProfileState => ({
  kind: 'expires',
  at: now + minutes * minute,
  renews: false,
});

test.each<[ProfileState, string, string | undefined]>([
  [{ kind: 'ready' }, 'Ready', undefined],
  [{ kind: 'long-lived-key' }, 'Long-lived key', undefined],
  [{ kind: 'expiry-unknown', changedAt: now - 50 * minute }, 'Expiration unknown', undefined],
  [{ kind: 'expires', at: now + 42.9 * minute, renews: false }, 'Expires in 42 min', undefined],
  [{ kind: 'expires', at: now + 30_000, renews: false }, 'Expires in a minute', undefined],
  [{ kind: 'expires', at: now + 5 * minute, renews: true }, 'Ready', undefined],
  [{ kind: 'expires', at: now - minute, renews: false }, 'Expired', undefined],
  [{ kind: 'expired', at: now - minute }, 'Expired', undefined],
  [{ kind: 'sign-in' }, 'Sign in', 'sign-in'],
  [{ kind: 'mfa', profile: 'p', device: 'arn:mfa' }, 'MFA code', 'enter-code'],
  [{ kind: 'runs-program', program: 'aws-vault' }, 'Runs aws-vault', undefined],
  [{ kind: 'needs', what: 'ec2' }, 'Needs EC2', undefined],
  [{ kind: 'needs', what: 'environment' }, 'Needs environment keys', undefined],
  [{ kind: 'needs', what: 'token-file' }, 'Needs token file', undefined],
  [{ kind: 'incomplete', problem: 'No keys.' }, 'Open file', 'open-file'],
])('%j is described as %s', (state, text, recovery) => {
  expect(described(state)).toMatchObject({ text });
  expect(described(state).recovery).toBe(recovery);
});

const shown = (minutes: number, more?: Partial<ProfileSummary>) => {
  const { tone, recovery } = described(at(minutes), more);
  return [tone, recovery];
};

test('an expiration is a warning in its last 15 minutes, and offers a sign-in where the profile has one', () => {
  expect(shown(15, { signIn })).toEqual(['good', undefined]);
  expect(shown(14, { signIn })).toEqual(['warning', 'sign-in']);
  expect(shown(14)).toEqual(['warning', undefined]);
});

test('expired credentials offer a sign-in, or the file that contains the keys', () => {
  const state = { kind: 'expired', at: now - 3 * 60 * minute } as const;
  expect(described(state, { signIn })).toMatchObject({ text: 'Sign in', more: 'Expired 3 hours ago' });
  expect(described(state, { kind: 'temporary-keys' })).toMatchObject({
    text: 'Expired',
    recovery: 'open-file',
  });
});
