import { expect, test } from 'vitest';
import { findExpiringSessions } from './expiring-session.ts';

const now = Date.UTC(2026, 10, 26, 14, 0);
const minutes = (count: number): number => now + count * 60_000;
const identities = (source: number | undefined, destination: number | undefined) => ({
  source: { profile: 'build', expiresAt: source },
  destination: { profile: 'production', expiresAt: destination },
});

test('finds a session that expires during the copy, with both times', () => {
  expect(findExpiringSessions(identities(undefined, minutes(32)), 70 * 60, now)).toEqual([
    { side: 'destination', profile: 'production', endsAt: minutes(32), copyEndsAt: minutes(70) },
  ]);
});

test('lists the earliest session first', () => {
  const ends = findExpiringSessions(identities(minutes(20), minutes(10)), 3600, now);
  expect(ends.map(({ side }) => side)).toEqual(['destination', 'source']);
});

test('leaves out sessions that last longer or have an unknown expiration', () => {
  expect(findExpiringSessions(identities(minutes(60), undefined), 3600, now)).toEqual([]);
});

test('finds an expired session for a copy of any duration', () => {
  expect(findExpiringSessions(identities(minutes(-1), undefined), 0, now)).toHaveLength(1);
});
