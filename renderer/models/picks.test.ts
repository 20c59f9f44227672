import { expect, test } from 'vitest';
import type { ImageSummary } from '../../shared/models/image.ts';
import {
  addTags,
  destinationTags,
  noPicks,
  pickOnPage,
  removeTag,
  requestedImages,
  resetTags,
  toggleTag,
} from './picks.ts';

const image = (letter: string, tags: readonly string[]): ImageSummary => ({
  digest: `sha256:${letter.repeat(64)}`,
  tags,
  sizeInBytes: 1,
  pushedAt: 0,
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  status: 'ACTIVE',
});

const first = image('a', ['v1', 'latest']);
const second = image('b', []);
const tagsOf = (picks: ReturnType<typeof toggleTag>, { digest }: ImageSummary) => {
  const pick = picks.get(digest);
  return pick && destinationTags(pick);
};

test('selecting an image selects all its tags; images outside the page stay selected', () => {
  const picks = pickOnPage(noPicks, [first], new Set([first.digest]));
  expect(tagsOf(picks, first)).toEqual(['v1', 'latest']);
  const more = pickOnPage(picks, [second], new Set([second.digest]));
  expect([...more.keys()]).toEqual([first.digest, second.digest]);
  expect([...pickOnPage(more, [first], new Set()).keys()]).toEqual([second.digest]);
});

test('selecting a tag selects its image with that tag only; deselecting the last tag deselects the image', () => {
  const picks = toggleTag(noPicks, first, 'latest');
  expect(tagsOf(picks, first)).toEqual(['latest']);
  expect(tagsOf(toggleTag(picks, first, 'v1'), first)).toEqual(['v1', 'latest']);
  expect(toggleTag(picks, first, 'latest').size).toBe(0);
});

test('destination tags are added once, removed and reset', () => {
  const picks = toggleTag(noPicks, first, 'v1');
  const added = addTags(picks, first.digest, ['prod', 'prod', 'v1']);
  expect(tagsOf(added, first)).toEqual(['v1', 'prod']);
  const removed = removeTag(added, first.digest, 'v1');
  expect(tagsOf(removed, first)).toEqual(['prod']);
  expect(tagsOf(addTags(removed, first.digest, ['v1']), first)).toEqual(['v1', 'prod']);
  expect(tagsOf(resetTags(removed, first.digest), first)).toEqual(['v1']);
});

test('a tag that is added and later selected appears once', () => {
  const added = addTags(toggleTag(noPicks, first, 'v1'), first.digest, ['latest']);
  expect(tagsOf(toggleTag(added, first, 'latest'), first)).toEqual(['v1', 'latest']);
});

test('an image can be replicated without tags', () => {
  const picks = removeTag(toggleTag(noPicks, first, 'v1'), first.digest, 'v1');
  expect(requestedImages(picks)).toEqual([{ digest: first.digest, sourceTags: ['v1'], destinationTags: [] }]);
});
