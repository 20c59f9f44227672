import { describe, expect, test } from 'vitest';
import { canMoveTag, collectTagClaims, planTagChanges } from './tag-changes.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const image = (letter: string, ...destinationTags: string[]) => ({
  digest: digest(letter),
  sourceTags: [],
  destinationTags,
});
const mutable = { tagMutability: 'MUTABLE', tagMutabilityExclusions: [] } as const;
const immutable = { tagMutability: 'IMMUTABLE', tagMutabilityExclusions: [] } as const;

test('creates a tag, leaves it unchanged, moves it, or is blocked by an immutable repository', () => {
  const current = new Map([
    ['same', digest('a')],
    ['other', digest('b')],
  ]);
  const wanted = image('a', 'new', 'same', 'other');
  expect(planTagChanges(wanted, wanted.digest, collectTagClaims([wanted]), current, mutable)).toEqual([
    { kind: 'create', tag: 'new' },
    { kind: 'unchanged', tag: 'same' },
    { kind: 'move', tag: 'other', fromDigest: digest('b') },
  ]);
  expect(planTagChanges(wanted, wanted.digest, collectTagClaims([wanted]), current, immutable)).toEqual([
    { kind: 'create', tag: 'new' },
    { kind: 'unchanged', tag: 'same' },
    { kind: 'immutable', tag: 'other', fromDigest: digest('b') },
  ]);
});

test('reports a tag that two images of one request claim', () => {
  const [a, b] = [image('a', 'latest'), image('b', 'latest', 'v2')];
  expect(planTagChanges(b, b.digest, collectTagClaims([a, b]), new Map(), mutable)).toEqual([
    { kind: 'claimed-twice', tag: 'latest', otherDigest: digest('a') },
    { kind: 'create', tag: 'v2' },
  ]);
});

test('reports a tag that attaches a signature and is requested for another image', () => {
  const signed = image('a', 'v1');
  const named = image('b', 'sha256-a.sig');
  const attached = new Map([['sha256-a.sig', digest('c')]]);
  const images = [signed, named];
  expect(planTagChanges(named, named.digest, collectTagClaims(images), new Map(), mutable, attached)).toEqual(
    [{ kind: 'claimed-by-referrer', tag: 'sha256-a.sig', otherDigest: digest('c') }],
  );
  // The signature itself can be selected by its tag.
  const signature = image('c', 'sha256-a.sig');
  expect(
    planTagChanges(
      signature,
      signature.digest,
      collectTagClaims([signed, signature]),
      new Map(),
      mutable,
      attached,
    ),
  ).toEqual([{ kind: 'create', tag: 'sha256-a.sig' }]);
});

describe('canMoveTag', () => {
  test.each([
    ['MUTABLE', [], 'v1', true],
    ['IMMUTABLE', [], 'v1', false],
    ['IMMUTABLE_WITH_EXCLUSION', ['dev-*'], 'dev-1', true],
    ['IMMUTABLE_WITH_EXCLUSION', ['dev-*'], 'my-dev-1', false],
    ['MUTABLE_WITH_EXCLUSION', ['v*.0'], 'v1.0', false],
    ['MUTABLE_WITH_EXCLUSION', ['v*.0'], 'v1x0', true],
    ['MUTABLE_WITH_EXCLUSION', ['*'], 'anything', false],
  ] as const)(
    '%s with exclusions %j, tag %s: %s',
    (tagMutability, tagMutabilityExclusions, tag, expected) => {
      expect(canMoveTag(tag, { tagMutability, tagMutabilityExclusions })).toBe(expected);
    },
  );

  test.each([
    ['latest', ['latest'], true],
    ['dev-7', ['latest', 'dev-*'], true],
    ['1.0', ['1*0'], true],
    ['1x0', ['1.0'], false],
    ['1.0', ['dev-*'], false],
    ['1.0', ['?.0'], false],
  ])(
    'in an immutable repository, tag %s with exclusions %j: %s',
    (tag, tagMutabilityExclusions, expected) => {
      expect(canMoveTag(tag, { tagMutability: 'IMMUTABLE_WITH_EXCLUSION', tagMutabilityExclusions })).toBe(
        expected,
      );
    },
  );

  test('decides at once on a filter with more wildcards than ECR allows', () => {
    const tagMutabilityExclusions = [`${'*a'.repeat(60)}*b`];
    const repository = { tagMutability: 'IMMUTABLE_WITH_EXCLUSION', tagMutabilityExclusions } as const;
    expect(canMoveTag('a'.repeat(128), repository)).toBe(false);
  });
});
