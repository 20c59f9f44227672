import { expect, test } from 'vitest';
import type { ImageSummary } from '../models/image.ts';
import { noImageFilter } from '../models/image-filter.ts';
import { indexImages } from './index-images.ts';
import { matchImages } from './match-images.ts';
import { sortImages } from './sort-images.ts';

const image = (number: number, more: Partial<ImageSummary>): ImageSummary => ({
  digest: `sha256:${number.toString(16).padStart(64, '0')}`,
  tags: [],
  sizeInBytes: 0,
  pushedAt: 0,
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  status: 'ACTIVE',
  ...more,
});

const old = image(1, { tags: ['v1.9'], pushedAt: 1, sizeInBytes: 30, kind: 'index' });
const recent = image(2, { tags: ['v1.10', 'Latest'], pushedAt: 3, sizeInBytes: 10 });
const untagged = image(3, { pushedAt: 2, sizeInBytes: 20, lastPulledAt: 5 });
const rows = [old, recent, untagged];

test('sorts images by each column', () => {
  expect(sortImages(rows, { column: 'tags', descending: false })).toEqual([old, recent, untagged]);
  expect(sortImages(rows, { column: 'pushedAt', descending: true })).toEqual([recent, untagged, old]);
  expect(sortImages(rows, { column: 'sizeInBytes', descending: false })).toEqual([recent, untagged, old]);
  expect(sortImages(rows, { column: 'kind', descending: false })).toEqual([recent, untagged, old]);
  expect(sortImages(rows, { column: 'lastPulledAt', descending: true })[0]).toEqual(untagged);
  expect(sortImages(rows.toReversed(), { column: 'digest', descending: false })).toEqual(rows);
});

test('sorts tags by the value of their numbers, also long ones and those with zeros', () => {
  const tags = ['a', '1', '2', '010', '11', '20240101', '20240101123045', 'v2', 'v10', 'v10.2', 'v10.10'];
  const shuffled = tags.toReversed().map((tag, index) => image(index, { tags: [tag] }));
  expect(sortImages(shuffled, { column: 'tags', descending: false }).map((each) => each.tags[0])).toEqual([
    ...tags.slice(1, 7),
    'a',
    ...tags.slice(7),
  ]);
});

const filter = (text: string) => matchImages(rows, { ...noImageFilter, text }, indexImages(rows), 0).all;

test('filters images by part of a tag or digest, case-insensitively', () => {
  expect(filter('latest')).toEqual([recent]);
  expect(filter(untagged.digest.toUpperCase().replace('SHA', 'sha'))).toEqual([untagged]);
  expect(filter('nothing')).toEqual([]);
});

test('an image whose only tag names its subject is attached and not tagged', () => {
  const tag = `${old.digest.replace(':', '-')}.sig`;
  const signature = image(4, { tags: [tag] });
  const other = image(5, { tags: [`sha256-${'f'.repeat(64)}.sig`] });
  const indexed = indexImages([...rows, signature, other]);
  // Its subject is not in the repository, so the tag is all that there is of it.
  expect([...indexed.tagged]).toEqual([old.digest, recent.digest, other.digest]);
  expect(indexed.attachments.get(old.digest)).toEqual([{ image: signature, tag }]);
  expect(indexed.untagged).toBe(1);
});

test('filtering reads each image at most four times, for any length of the list', () => {
  let reads = 0;
  const counted = (count: number) =>
    Array.from(
      { length: count },
      (_, index) =>
        new Proxy(image(index, { tags: [`v${index}`, `build-${index}`] }), {
          get(target, name, receiver) {
            reads += 1;
            return Reflect.get(target, name, receiver) as unknown;
          },
        }),
    );
  for (const count of [1_000, 10_000]) {
    const list = counted(count);
    const indexed = indexImages(list);
    reads = 0;
    matchImages(list, { ...noImageFilter, text: 'build-9' }, indexed, 0);
    expect(reads).toBeLessThanOrEqual(4 * count);
  }
});
