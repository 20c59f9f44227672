import { expect, test } from 'vitest';
import { processorTimeOf } from '../testing/processor-time.ts';
import type { ImageSummary } from '../models/image.ts';
import { applyTagFilter, findProblems } from './apply-tag-filter.ts';
import type { TagFilter } from '../models/tag-filter.ts';

const digest = (number: number): string => `sha256:${number.toString(16).padStart(64, '0')}`;

const image = (number: number, tags: readonly string[], more: Partial<ImageSummary> = {}): ImageSummary => ({
  digest: digest(number),
  tags,
  sizeInBytes: 1,
  pushedAt: number * 1000,
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  status: 'ACTIVE',
  ...more,
});

const images = [
  image(1, ['v1.0.0']),
  image(2, ['v1.1.0', '1.1']),
  image(3, ['v2.0.0-rc.1']),
  image(4, ['v2.0.0', 'latest']),
  image(5, []),
  image(6, ['main-0a1b2c3']),
];

const picked = (filter: TagFilter, from = images): readonly string[] =>
  applyTagFilter(from, filter).tags.flatMap(({ tag, included }) => (included ? tag : []));

const reasons = (filter: TagFilter, from = images) =>
  Object.fromEntries(applyTagFilter(from, filter).tags.map(({ tag, reason }) => [tag, reason]));

test('without rules every tag is picked, the latest first', () => {
  expect(picked([])).toEqual(['main-0a1b2c3', 'v2.0.0', 'latest', 'v2.0.0-rc.1', 'v1.1.0', '1.1', 'v1.0.0']);
});

test('each kind of rule picks its tags', () => {
  expect(picked([{ kind: 'glob', pattern: 'v1.*', exclude: false }])).toEqual(['v1.1.0', 'v1.0.0']);
  expect(picked([{ kind: 'regex', pattern: '^main-[a-f0-9]{7}$', exclude: false }])).toEqual([
    'main-0a1b2c3',
  ]);
  expect(picked([{ kind: 'semver', range: '>=1.1', prereleases: false }])).toEqual(['v2.0.0', 'v1.1.0']);
  expect(picked([{ kind: 'semver', range: '>=1.1', prereleases: true }])).toEqual([
    'v2.0.0',
    'v2.0.0-rc.1',
    'v1.1.0',
  ]);
  expect(picked([{ kind: 'newest', count: 2 }])).toEqual(['main-0a1b2c3', 'v2.0.0', 'latest']);
  expect(picked([{ kind: 'pushed-since', since: 4000 }])).toEqual(['main-0a1b2c3', 'v2.0.0', 'latest']);
});

test('the newest are counted among what the rules before have left', () => {
  const glob = { kind: 'glob', pattern: 'v*', exclude: false } as const;
  const newest = { kind: 'newest', count: 1 } as const;
  expect(picked([glob, newest])).toEqual(['v2.0.0']);
  expect(picked([newest, glob])).toEqual([]);
});

test('every tag has its reason, that of the first rule it did not pass', () => {
  expect(
    reasons([
      { kind: 'glob', pattern: 'latest', exclude: true },
      { kind: 'semver', range: '^2', prereleases: false },
    ]),
  ).toEqual({
    latest: { kind: 'excluded', rule: 0 },
    'main-0a1b2c3': { kind: 'not-a-version', rule: 1 },
    '1.1': { kind: 'not-a-version', rule: 1 },
    'v1.0.0': { kind: 'outside-range', rule: 1 },
    'v1.1.0': { kind: 'outside-range', rule: 1 },
    'v2.0.0-rc.1': { kind: 'prerelease', rule: 1 },
    'v2.0.0': { kind: 'passed' },
  });
  expect(reasons([{ kind: 'semver', range: '<3', prereleases: false }])['v2.0.0-rc.1']).toEqual({
    kind: 'prerelease',
    rule: 0,
  });
});

test('archived images and what is attached to others are never picked', () => {
  const signature = `${digest(4).replace(':', '-')}.sig`;
  const more = [...images, image(7, [signature]), image(8, ['old'], { status: 'ARCHIVED' })];
  expect(reasons([], more)).toMatchObject({
    [signature]: { kind: 'referrer' },
    old: { kind: 'archived' },
  });
  expect(picked([{ kind: 'newest', count: 1 }], more)).toEqual(['main-0a1b2c3']);
});

test('an invalid rule is reported in a sentence, and nothing is selected', () => {
  const filter: TagFilter = [
    { kind: 'regex', pattern: '(', exclude: true },
    { kind: 'semver', range: 'new ones', prereleases: false },
  ];
  const { problems } = applyTagFilter(images, filter);
  expect(problems).toEqual([
    { rule: 0, message: expect.stringMatching(/missing closing/) },
    { rule: 1, message: expect.stringMatching(/not a range/) },
  ]);
  expect(findProblems(filter)).toEqual(problems);
  expect(picked(filter)).toEqual([]);
});

test('a large repository is filtered while one types', () => {
  const many = Array.from({ length: 10_000 }, (_, number) =>
    image(number, [`v1.${number}.0`, `b-${number}`]),
  );
  const time = processorTimeOf(() => {
    const found = picked([{ kind: 'regex', pattern: '^(v\\d+)+\\.\\d+7\\.0$', exclude: false }], many);
    expect(found).toHaveLength(999);
  });
  expect(time).toBeLessThan(2_000);
});
