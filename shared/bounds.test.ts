import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { requests } from './ipc.ts';
import { boundedRecord, boundedText } from './models/bounds.ts';
import { historyEntrySchema } from './models/history.ts';
import { imagesPerPlan, maxImagesPerRequest, replicationRequestSchema } from './models/plan.ts';
import { settingsSchema } from './models/settings.ts';
import { findUnbounded } from './testing/find-unbounded.ts';

describe('every schema of a request or a file has bounds', () => {
  test.each(Object.entries(requests).map(([name, { input }]) => [name, input] as const))(
    'the input of %s',
    (_name, input) => {
      expect(findUnbounded(input)).toEqual([]);
    },
  );

  test.each([
    ['settings.json', settingsSchema],
    ['an entry of the history', historyEntrySchema],
  ])('%s', (_name, schema) => {
    expect(findUnbounded(schema)).toEqual([]);
  });
});

describe('findUnbounded reports a part without a bound', () => {
  test.each<[string, z.ZodType, string]>([
    ['a text', z.object({ name: z.string() }), 'name: string without a longest length'],
    [
      'a text that only a pattern limits',
      z.string().regex(/^a+$/),
      '(whole): string without a longest length',
    ],
    ['a text of some format', z.base64(), '(whole): string without a longest length'],
    ['a number', z.object({ at: z.number().min(0) }), 'at: number without a range'],
    ['an array', z.array(z.boolean()), '(whole): array without a longest length'],
    ['an item', z.array(z.string()).max(3), '[]: string without a longest length'],
    ['a record', z.record(boundedText(3), z.boolean()), '(whole): record without a number of entries'],
    ['a key', boundedRecord(z.string(), z.boolean(), 3), '{key}: string without a longest length'],
    ['a default', z.object({ of: z.string().default('') }), 'of: string without a longest length'],
    ['one case of several', z.union([z.boolean(), z.string()]), '(whole): string without a longest length'],
    ['a transformed text', z.string().transform(Number), '(whole): string without a longest length'],
    ['anything', z.object({ what: z.unknown() }), 'what: schema of kind unknown'],
  ])('%s', (_what, schema, problem) => {
    expect(findUnbounded(schema)).toEqual([problem]);
  });

  test('a record with too many entries is refused', () => {
    const record = boundedRecord(boundedText(5), z.boolean(), 2);
    expect(record.safeParse({ a: true, b: true }).success).toBe(true);
    expect(record.safeParse({ a: true, b: true, c: true }).success).toBe(false);
  });
});

const image = { digest: `sha256:${'a'.repeat(64)}`, sourceTags: ['1.0'], destinationTags: ['1.0'] };
const side = { profile: 'build', region: 'eu-west-1', repositoryName: 'team/app' };
const requestOf = (images: number): unknown => ({
  source: side,
  destination: { ...side, createRepository: false },
  images: Array.from({ length: images }, () => image),
});

test('a request accepts 100,000 images, and not one more', () => {
  expect(imagesPerPlan).toBeLessThanOrEqual(maxImagesPerRequest);
  expect(replicationRequestSchema.safeParse(requestOf(100_000)).success).toBe(true);
  expect(replicationRequestSchema.safeParse(requestOf(100_001)).success).toBe(false);
});

test('matches no pattern against a text that is too long', () => {
  const name = 'a_'.repeat(10_000_000);
  const input = { ...side, repositoryName: name, digests: [image.digest] };
  expect(
    requests['images.platforms'].input.safeParse(input).error?.issues.map(({ message }) => message),
  ).toEqual(['A repository name has at most 256 characters.']);
});
