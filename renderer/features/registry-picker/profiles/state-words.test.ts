import { expect, test } from 'vitest';
import type { ProfileState, ProfileSummary } from '../../../../shared/models/profile.ts';
import { profile } from '../../../testing/sample-data.ts';
import { describeState } from './state-words.ts';

const now = Date.UTC(2026, 10, 26, 12);
const minute = 60_000;
const signIn = { kind: 'sso', session: 'corp', legacy: false } as const;
const told = (state: ProfileState, more: Partial<ProfileSummary> = {}) =>
  describeState(profile('p', { ...more, state }), now);

const at = (minutes: number): ProfileState => ({
  kind: 'expires',
  at: now + minutes * minute,
  renews: false,
});

test.each<[ProfileState, string, string | undefined]>([
  [{ kind: 'ready' }, 'Ready', undefined],
  [{ kind: 'long-lived-key' }, 'Long-lived key', undefined],
  [{ kind: 'expiry-unknown', changedAt: now - 50 * minute }, 'Expiry unknown', undefined],
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
  [{ kind: 'needs', what: 'token-file' }, 'Needs its token', undefined],
  [{ kind: 'incomplete', problem: 'No keys.' }, 'Open the file', 'open-file'],
])('%j is told as %s', (state, text, cure) => {
  expect(told(state)).toMatchObject({ text });
  expect(told(state).cure).toBe(cure);
});

const shown = (minutes: number, more?: Partial<ProfileSummary>) => {
  const { tone, cure } = told(at(minutes), more);
  return [tone, cure];
};

test('an expiry is a warning in its last quarter of an hour, and can be cured where somebody signs in', () => {
  expect(shown(15, { signIn })).toEqual(['good', undefined]);
  expect(shown(14, { signIn })).toEqual(['warning', 'sign-in']);
  expect(shown(14)).toEqual(['warning', undefined]);
});

test('what has expired is cured by a sign-in, or in the file that holds the keys', () => {
  const state = { kind: 'expired', at: now - 3 * 60 * minute } as const;
  expect(told(state, { signIn })).toMatchObject({ text: 'Sign in', more: 'Expired 3 hours ago' });
  expect(told(state, { kind: 'temporary-keys' })).toMatchObject({ text: 'Expired', cure: 'open-file' });
});
