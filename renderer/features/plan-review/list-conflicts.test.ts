import { expect, test } from 'vitest';
import type { TagChange } from '../../../shared/models/plan.ts';
import type { Picks } from '../../models/picks.ts';
import { digestOf, image, plan } from '../../testing/sample-data.ts';
import { listConflicts, listResolvable } from './list-conflicts.ts';
import { isOverwriteConfirmed, listUnconfirmed, noOverwrites, withOverwrites } from './overwrites.ts';
import { renameTags, suffixTags } from './suffixed-tags.ts';

const imageWith = (number: number, tags: readonly TagChange[]) => ({
  ...plan.images[0]!,
  digest: digestOf(number),
  destinationDigest: digestOf(number),
  tags,
});

/** The selection of images with these tags. */
const picksOf = (tags: Readonly<Record<number, readonly string[]>>): Picks =>
  new Map(
    Object.entries(tags).map(([number, sourceTags]) => [
      digestOf(Number(number)),
      { image: image(Number(number), { tags: sourceTags }), sourceTags, dropped: [], added: [] },
    ]),
  );

const move = (tag: string, from = 8): TagChange => ({ kind: 'move', tag, fromDigest: digestOf(from) });

const listed = (tags: readonly TagChange[]) =>
  listConflicts({ images: [imageWith(1, tags)] }, picksOf({ 1: tags.map(({ tag }) => tag) }));

test('new and unchanged tags are not conflicts', () => {
  expect(
    listed([
      { kind: 'create', tag: 'v1' },
      { kind: 'unchanged', tag: 'v2' },
    ]),
  ).toEqual([]);
});

test('conflicts are listed in the order of the images; a tag that was removed since is left out', () => {
  const images = [
    imageWith(1, [move('latest'), move('removed')]),
    imageWith(2, [{ kind: 'immutable', tag: 'v2', fromDigest: digestOf(9) }]),
  ];
  const picks = picksOf({ 1: ['latest'], 2: ['v2'] });
  expect(listConflicts({ images }, picks).map(({ digest, change }) => [digest, change.tag])).toEqual([
    [digestOf(1), 'latest'],
    [digestOf(2), 'v2'],
  ]);
});

test('of the images that claim the same tag, the first keeps it when all are resolved at once', () => {
  const images = [
    imageWith(1, [{ kind: 'claimed-twice', tag: 'v1', otherDigest: digestOf(2) }]),
    imageWith(2, [{ kind: 'claimed-twice', tag: 'v1', otherDigest: digestOf(1) }]),
  ];
  const conflicts = listConflicts({ images }, picksOf({ 1: ['v1'], 2: ['v1'] }));
  expect(listResolvable(conflicts).map(({ digest }) => digest)).toEqual([digestOf(2)]);
});

test('an overwrite is confirmed for the digest that the tag has: not after the tag has moved at the destination', () => {
  const [before] = listed([move('latest', 8)]);
  const [after] = listed([move('latest', 9)]);
  if (!before || !after) throw new Error('no conflict');
  const confirmed = withOverwrites(noOverwrites, [before]);
  expect(isOverwriteConfirmed(confirmed, before)).toBe(true);
  expect(isOverwriteConfirmed(confirmed, after)).toBe(false);
});

test('an immutable tag cannot be confirmed, and does not prevent the other images from being copied', () => {
  const conflicts = listed([{ kind: 'immutable', tag: 'v1', fromDigest: digestOf(8) }, move('latest')]);
  expect(listUnconfirmed(conflicts, noOverwrites).map(({ change }) => change.tag)).toEqual(['latest']);
  expect(listUnconfirmed(conflicts, withOverwrites(noOverwrites, conflicts))).toEqual([]);
});

test('new names with a suffix are checked: valid, not assigned to another image, and not at the destination', () => {
  const picks = picksOf({ 1: ['a', 'b', 'c', 'd'.repeat(128)], 2: ['a-old'] });
  const images = [imageWith(1, [move('a'), move('b'), move('c'), move('d'.repeat(128))])];
  const conflicts = listConflicts({ images }, picks);
  const renamed = suffixTags(conflicts, '-old', picks, new Set(['b-old']));
  expect(renamed.map(({ problem }) => problem)).toEqual([
    'Assigned to another image of this replication.',
    'Exists at the destination.',
    undefined,
    expect.stringContaining('A tag is up to 128'),
  ]);
  const changed = renameTags(
    picks,
    renamed.filter(({ problem }) => problem === undefined),
  );
  expect(changed.get(digestOf(1))).toMatchObject({ dropped: ['c'], added: ['c-old'] });
});
