import { describe, expect, test } from 'vitest';
import { parseSize, parseTime } from '../models/filter-values.ts';
import type { FilterToken, ImageFilter } from '../models/image-filter.ts';
import { imageFilterSchema } from '../models/image-filter.ts';
import { platformNames } from '../models/platform-match.ts';
import type { FilterableImage } from './match-image-filter.ts';
import { compileImageFilter, findTokenProblem, matchesImage } from './match-image-filter.ts';

const now = Date.UTC(2026, 10, 20);
const day = 24 * 3_600_000;
const digest = `sha256:${'ab'.repeat(32)}`;

const image: FilterableImage = {
  digest,
  tags: ['v1.4.0', 'Latest'],
  kind: 'index',
  status: 'ACTIVE',
  sizeInBytes: 150_000_000,
  pushedAt: now - 10 * day,
  lastPulledAt: now - 2 * day,
  platforms: ['linux/amd64', 'linux/arm64/v8'],
  artifactMediaType: 'application/vnd.oci.image.config.v1+json',
};

const matches = (...tokens: readonly FilterToken[]): boolean =>
  matchesImage({ operation: 'and', tokens: [...tokens] }, image, now);

test.each<[FilterToken, boolean]>([
  [{ propertyKey: 'tag', operator: ':', value: '1.4' }, true],
  [{ propertyKey: 'tag', operator: ':', value: 'LATEST' }, true],
  [{ propertyKey: 'tag', operator: '!:', value: '1.4' }, false],
  [{ propertyKey: 'tag', operator: '=', value: 'v1.4' }, false],
  [{ propertyKey: 'tag', operator: '=', value: 'latest' }, true],
  [{ propertyKey: 'tag', operator: '!=', value: 'latest' }, false],
  [{ propertyKey: 'tag', operator: '^', value: 'v1' }, true],
  [{ propertyKey: 'tag', operator: '!^', value: 'v1' }, false],
  [{ propertyKey: 'digest', operator: '^', value: 'abab' }, true],
  [{ propertyKey: 'digest', operator: '=', value: digest }, true],
  [{ propertyKey: 'digest', operator: '=', value: 'ab'.repeat(32) }, true],
  [{ propertyKey: 'kind', operator: '=', value: ['image', 'index'] }, true],
  [{ propertyKey: 'kind', operator: '!=', value: ['image', 'index'] }, false],
  [{ propertyKey: 'platform', operator: ':', value: 'arm64' }, true],
  [{ propertyKey: 'platform', operator: '=', value: 'linux/arm' }, false],
  [{ propertyKey: 'artifactType', operator: ':', value: 'oci.image' }, true],
  [{ propertyKey: 'status', operator: '=', value: ['ACTIVE'] }, true],
  [{ propertyKey: 'status', operator: '=', value: 'ARCHIVED' }, false],
  [{ propertyKey: 'size', operator: '>', value: '100 MB' }, true],
  [{ propertyKey: 'size', operator: '<', value: '0.1GB' }, false],
  [{ propertyKey: 'size', operator: '>=', value: '150000000' }, true],
  [{ propertyKey: 'pushed', operator: '>', value: '7 days ago' }, false],
  [{ propertyKey: 'pushed', operator: '>', value: '2 weeks ago' }, true],
  [{ propertyKey: 'pushed', operator: '<', value: '2026-11-15' }, true],
  [{ propertyKey: 'lastPull', operator: '>', value: '3d' }, true],
  [{ propertyKey: 'lastPull', operator: '=', value: 'Never' }, false],
  [{ propertyKey: 'lastPull', operator: '!=', value: 'never' }, true],
  [{ operator: ':', value: 'abab' }, true],
  [{ operator: '!:', value: 'v1.4.0' }, false],
])('%o', (token, expected) => {
  expect(matches(token)).toBe(expected);
});

test('an image that ECR has no pull of is never pulled, and is neither pulled before nor after a time', () => {
  const { lastPulledAt: _, ...unpulled } = image;
  const isMatch = (operator: FilterToken['operator'], value: string): boolean =>
    matchesImage({ operation: 'and', tokens: [{ propertyKey: 'lastPull', operator, value }] }, unpulled, now);
  expect([isMatch('=', 'never'), isMatch('<', '3 days ago'), isMatch('>', '3 days ago')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('tokens are joined by and, or by or; typed text is required in addition', () => {
  const yes: FilterToken = { propertyKey: 'tag', operator: '=', value: 'latest' };
  const no: FilterToken = { propertyKey: 'kind', operator: '=', value: 'artifact' };
  const either: ImageFilter = { operation: 'or', tokens: [yes, no] };
  expect(matches(yes, no)).toBe(false);
  expect(matchesImage(either, image, now)).toBe(true);
  expect(matchesImage({ ...either, text: ' V1.4 ' }, image, now)).toBe(true);
  expect(matchesImage({ ...either, text: 'v2' }, image, now)).toBe(false);
  expect(matchesImage({ operation: 'or', tokens: [], text: 'v2' }, image, now)).toBe(false);
});

const isOnPlatform = (each: FilterableImage, operator: FilterToken['operator'], value: string): boolean =>
  matchesImage({ operation: 'and', tokens: [{ propertyKey: 'platform', operator, value }] }, each, now);

test('a platform that is not known satisfies no condition, and is named as it is shown', () => {
  const unknown = { ...image, platforms: undefined };
  expect([isOnPlatform(unknown, '=', 'linux/amd64'), isOnPlatform(unknown, '!=', 'linux/amd64')]).toEqual([
    false,
    false,
  ]);
  const arm = { ...image, platforms: ['linux/arm64'] };
  expect([isOnPlatform(arm, '=', 'Linux/ARM64/v8'), isOnPlatform(arm, '!=', 'linux/arm64')]).toEqual([
    true,
    false,
  ]);
  const windows = {
    ...image,
    platforms: platformNames({ os: 'windows', architecture: 'amd64', osVersion: '10.0.20348' }),
  };
  expect([
    isOnPlatform(windows, '=', 'windows/amd64'),
    isOnPlatform(windows, '=', 'windows(10.0.20348)/amd64'),
  ]).toEqual([true, true]);
});

describe('a token without a meaning', () => {
  test.each<[FilterToken, RegExp]>([
    [{ propertyKey: 'size', operator: '>', value: 'large' }, /“large” is not a size.*100 MB/],
    [{ propertyKey: 'pushed', operator: '<', value: 'yesterday' }, /“yesterday” is not a date/],
    [{ propertyKey: 'pushed', operator: '<', value: '2026-13-01' }, /is not a date/],
    [{ propertyKey: 'tag', operator: ':', value: ' ' }, /Enter a value/],
  ])('%o is explained and selects every image', (token, problem) => {
    expect(findTokenProblem(token, now)).toMatch(problem);
    expect(matches(token)).toBe(true);
  });
});

test('reads sizes and times', () => {
  expect(['1kB', '1 KiB', '2.5 GB', '7', 'MB', '1 XB', '-1'].map(parseSize)).toEqual([
    1000,
    1024,
    2.5e9,
    7,
    undefined,
    undefined,
    undefined,
  ]);
  expect(parseTime('24h', now)).toBe(now - day);
  expect(parseTime('1 month ago', now)).toBe(now - 30 * day);
  expect(parseTime('2026-11-01 14:30', now)).toBe(new Date(2026, 10, 1, 14, 30).getTime());
  expect(parseTime('3 fortnights ago', now)).toBeUndefined();
});

test('a prepared filter selects among 10,000 images', () => {
  const images = Array.from({ length: 10_000 }, (_, index) => ({ ...image, tags: [`v1.${index}`] }));
  const isMatch = compileImageFilter(
    { operation: 'and', tokens: [{ propertyKey: 'size', operator: '>', value: '1 MB' }], text: '9999' },
    now,
  );
  expect(images.filter(isMatch)).toHaveLength(1);
});

test('has bounds', () => {
  const token = { operator: ':', value: 'x' };
  const tokens = (count: number) => Array.from({ length: count }, () => token);
  expect(imageFilterSchema.safeParse({ operation: 'and', tokens: tokens(50) }).success).toBe(true);
  expect(imageFilterSchema.safeParse({ operation: 'and', tokens: tokens(51) }).success).toBe(false);
  expect(
    imageFilterSchema.safeParse({ operation: 'and', tokens: [{ ...token, value: 'x'.repeat(501) }] }).success,
  ).toBe(false);
});
