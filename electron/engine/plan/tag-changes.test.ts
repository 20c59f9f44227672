import { describe, expect, test } from 'vitest';
import { tagChanges } from './tag-changes.ts';
import { isMovable } from './tag-mutability.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const image = (letter: string, ...destinationTags: string[]) => ({
  digest: digest(letter),
  sourceTags: [],
  destinationTags,
});
const mutable = { tagMutability: 'MUTABLE', tagMutabilityExclusions: [] } as const;
const immutable = { tagMutability: 'IMMUTABLE', tagMutabilityExclusions: [] } as const;

test('a tag is created, unchanged, moved, or in the way of an immutable repository', () => {
  const current = new Map([
    ['same', digest('a')],
    ['other', digest('b')],
  ]);
  const wanted = image('a', 'new', 'same', 'other');
  expect(tagChanges(wanted, wanted.digest, [wanted], current, mutable)).toEqual([
    { kind: 'create', tag: 'new' },
    { kind: 'unchanged', tag: 'same' },
    { kind: 'move', tag: 'other', fromDigest: digest('b') },
  ]);
  expect(tagChanges(wanted, wanted.digest, [wanted], current, immutable)).toEqual([
    { kind: 'create', tag: 'new' },
    { kind: 'unchanged', tag: 'same' },
    { kind: 'immutable', tag: 'other', fromDigest: digest('b') },
  ]);
});

test('two images of one request cannot have the same tag', () => {
  const [a, b] = [image('a', 'latest'), image('b', 'latest', 'v2')];
  expect(tagChanges(b, b.digest, [a, b], new Map(), mutable)).toEqual([
    { kind: 'claimed-twice', tag: 'latest', otherDigest: digest('a') },
    { kind: 'create', tag: 'v2' },
  ]);
});

test('a tag that attaches a signature is nobody else’s', () => {
  const signed = image('a', 'v1');
  const named = image('b', 'sha256-a.sig');
  const attached = new Map([['sha256-a.sig', digest('c')]]);
  const images = [signed, named];
  expect(tagChanges(named, named.digest, images, new Map(), mutable, attached)).toEqual([
    { kind: 'claimed-by-referrer', tag: 'sha256-a.sig', otherDigest: digest('c') },
  ]);
  // The signature itself may be picked by its tag.
  const signature = image('c', 'sha256-a.sig');
  expect(tagChanges(signature, signature.digest, [signed, signature], new Map(), mutable, attached)).toEqual([
    { kind: 'create', tag: 'sha256-a.sig' },
  ]);
});

describe('tags that may be moved', () => {
  test.each([
    ['MUTABLE', [], 'v1', true],
    ['IMMUTABLE', [], 'v1', false],
    ['IMMUTABLE_WITH_EXCLUSION', ['dev-*'], 'dev-1', true],
    ['IMMUTABLE_WITH_EXCLUSION', ['dev-*'], 'my-dev-1', false],
    ['MUTABLE_WITH_EXCLUSION', ['v*.0'], 'v1.0', false],
    ['MUTABLE_WITH_EXCLUSION', ['v*.0'], 'v1x0', true],
    ['MUTABLE_WITH_EXCLUSION', ['*'], 'anything', false],
  ] as const)('%s except %j: %s is movable: %s', (tagMutability, tagMutabilityExclusions, tag, expected) => {
    expect(isMovable(tag, { tagMutability, tagMutabilityExclusions })).toBe(expected);
  });
});
