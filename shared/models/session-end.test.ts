import { expect, test } from 'vitest';
import { findExpiringSessions } from './session-end.ts';

const now = Date.UTC(2026, 10, 26, 14, 0);
const minutes = (count: number): number => now + count * 60_000;
const identities = (source: number | undefined, destination: number | undefined) => ({
  source: { profile: 'build', expiresAt: source },
  destination: { profile: 'production', expiresAt: destination },
});

test('a session that ends within the copy is told, with both times', () => {
  expect(findExpiringSessions(identities(undefined, minutes(32)), 70 * 60, now)).toEqual([
    { side: 'destination', profile: 'production', endsAt: minutes(32), copyEndsAt: minutes(70) },
  ]);
});

test('the one that ends first stands first', () => {
  const ends = findExpiringSessions(identities(minutes(20), minutes(10)), 3600, now);
  expect(ends.map(({ side }) => side)).toEqual(['destination', 'source']);
});

test('sessions that last are not told, nor those of which nobody knows', () => {
  expect(findExpiringSessions(identities(minutes(60), undefined), 3600, now)).toEqual([]);
});

test('a session that is over already is told, however short the copy', () => {
  expect(findExpiringSessions(identities(minutes(-1), undefined), 0, now)).toHaveLength(1);
});
