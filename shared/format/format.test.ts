import { describe, expect, test } from 'vitest';
import { formatBytes, formatBytesOf, formatSpeed } from './bytes.ts';
import { formatCount } from './counts.ts';
import { formatExact, formatRelative } from './dates.ts';
import { formatDuration, formatElapsed, formatTimeLeft } from './duration.ts';

describe('bytes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345_678, '12.3 MB'],
    [999_949, '999.9 kB'],
    [999_999, '1.0 MB'],
    [52_000_000_000, '52.0 GB'],
    [-5, '0 B'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test('part and whole share the unit of the whole', () => {
    expect(formatBytesOf(500_000, 45_000_000)).toBe('0.5 of 45.0 MB');
    expect(formatBytesOf(12, 800)).toBe('12 of 800 B');
  });

  test('speed is bytes per second', () => expect(formatSpeed(8_040_000)).toBe('8.0 MB/s'));
});

describe('duration', () => {
  test.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [200, '3 min 20 s'],
    [725, '12 min'],
    [7200, '2 h'],
    [7500, '2 h 5 min'],
  ])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test.each([
    [0, 'Under 1 s'],
    [0.9, 'Under 1 s'],
    [1, '1 s'],
    [200, '3 min 20 s'],
  ])('what took %d seconds took %s', (seconds, text) => expect(formatElapsed(seconds)).toBe(text));

  test('says when the time left is unknown', () => {
    expect(formatTimeLeft(undefined)).toBe('Time left unknown');
    expect(formatTimeLeft(30)).toBe('30 s left');
  });
});

describe('dates', () => {
  const now = Date.UTC(2026, 10, 23, 12);
  const ago = (milliseconds: number): string => formatRelative(now - milliseconds, now);

  test.each([
    [0, 'just now'],
    [59_000, 'just now'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [86_400_000, 'yesterday'],
    [12 * 86_400_000, '12 days ago'],
    [100 * 86_400_000, '3 months ago'],
    [800 * 86_400_000, '2 years ago'],
    [-2 * 3_600_000, 'in 2 hours'],
  ])('%d milliseconds ago is %s', (milliseconds, text) => expect(ago(milliseconds)).toBe(text));

  test('the exact time names day, second and zone', () => {
    expect(formatExact(now)).toMatch(/^\d{1,2} Nov 2026.* \d\d:00:00 \S+/);
  });
});

test('counts are grouped and take the plural', () => {
  expect(formatCount(1, 'image')).toBe('1 image');
  expect(formatCount(10_000, 'image')).toBe('10,000 images');
  expect(formatCount(0, 'repository', 'repositories')).toBe('0 repositories');
});
