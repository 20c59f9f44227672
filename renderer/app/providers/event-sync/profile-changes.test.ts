import { expect, test } from 'vitest';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { listing, profile } from '../../../testing/sample-data.ts';
import { compareListings } from './profile-changes.ts';

const compare = (before: readonly ProfileSummary[], after: readonly ProfileSummary[]) =>
  compareListings({ ...listing, profiles: before }, { ...listing, profiles: after });

test('another account, role or source is a change; another state, region or warning is not', () => {
  const before = profile('p', { accountId: '111122223333', roleName: 'a', chain: ['p', 'base'] });
  for (const change of [{ accountId: '444455556666' }, { roleName: 'b' }, { chain: ['p', 'other'] }]) {
    expect([...compare([before], [{ ...before, ...change }]).changed]).toEqual(['p']);
  }
  const harmless = { state: { kind: 'ready' }, region: 'us-east-1', warnings: ['Odd.'] } as const;
  expect(compare([before], [{ ...before, ...harmless }]).changed.size).toBe(0);
});

test('distinguishes removed profiles and usable ones', () => {
  const changes = compare(
    [profile('gone'), profile('waits', { state: { kind: 'sign-in' } })],
    [profile('waits', { state: { kind: 'ready' } }), profile('code', { state: { kind: 'expired' } })],
  );
  expect([...changes.removed]).toEqual(['gone']);
  expect([...changes.usable]).toEqual(['waits']);
});
