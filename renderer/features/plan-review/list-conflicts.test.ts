import { expect, test } from 'vitest';
import type { TagChange } from '../../../shared/models/plan.ts';
import { digestOf, plan } from '../../testing/sample-data.ts';
import { listConflicts } from './list-conflicts.ts';

const imageWith = (number: number, tags: readonly TagChange[]) => ({
  ...plan.images[0]!,
  digest: digestOf(number),
  destinationDigest: digestOf(number),
  tags,
});

test('new and unchanged tags are not conflicts', () => {
  const tags: readonly TagChange[] = [
    { kind: 'create', tag: 'v1' },
    { kind: 'unchanged', tag: 'v2' },
  ];
  expect(listConflicts({ ...plan, images: [imageWith(1, tags)] })).toEqual([]);
});

test('conflicts that block the plan come before moved tags, across all images', () => {
  const images = [
    imageWith(1, [{ kind: 'move', tag: 'latest', fromDigest: digestOf(8) }]),
    imageWith(2, [
      { kind: 'claimed-twice', tag: 'twice', otherDigest: digestOf(1) },
      { kind: 'create', tag: 'new' },
      { kind: 'immutable', tag: 'v2', fromDigest: digestOf(9) },
    ]),
  ];
  expect(listConflicts({ ...plan, images }).map(({ digest, change }) => [digest, change.tag])).toEqual([
    [digestOf(2), 'v2'],
    [digestOf(2), 'twice'],
    [digestOf(1), 'latest'],
  ]);
});

test('a moved tag shows the digest at the destination, which differs for a trimmed index', () => {
  const trimmed = {
    ...imageWith(1, [{ kind: 'move', tag: 'latest', fromDigest: digestOf(8) } as const]),
    destinationDigest: digestOf(3),
  };
  expect(listConflicts({ ...plan, images: [trimmed] })).toMatchObject([
    { digest: digestOf(1), destinationDigest: digestOf(3) },
  ]);
});
