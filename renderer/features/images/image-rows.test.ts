import { expect, test } from 'vitest';
import { image } from '../../testing/sample-data.ts';
import { filterImages, sortImages } from './image-rows.ts';

const old = image(1, { tags: ['v1.9'], pushedAt: 1, sizeInBytes: 30, kind: 'index' });
const recent = image(2, { tags: ['v1.10', 'Latest'], pushedAt: 3, sizeInBytes: 10 });
const untagged = image(3, { tags: [], pushedAt: 2, sizeInBytes: 20 });
const rows = [old, recent, untagged];

test('sorts images by each column', () => {
  expect(sortImages(rows, { column: 'tags', descending: false })).toEqual([old, recent, untagged]);
  expect(sortImages(rows, { column: 'pushedAt', descending: true })).toEqual([recent, untagged, old]);
  expect(sortImages(rows, { column: 'sizeInBytes', descending: false })).toEqual([recent, untagged, old]);
  expect(sortImages(rows, { column: 'kind', descending: false })).toEqual([recent, untagged, old]);
  const byDigest = sortImages(rows, { column: 'digest', descending: false }).map(({ digest }) => digest);
  expect(byDigest).toEqual(byDigest.toSorted());
});

test('filters images by part of a tag or digest, case-insensitively', () => {
  expect(filterImages(rows, 'latest')).toEqual([recent]);
  expect(filterImages(rows, untagged.digest.slice(10, 30).toUpperCase())).toEqual([untagged]);
  expect(filterImages(rows, untagged.digest)).toEqual([untagged]);
  expect(filterImages(rows, 'nothing')).toEqual([]);
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
  const readsOf = (count: number): number => {
    const list = counted(count);
    reads = 0;
    filterImages(list, 'build-9');
    return reads;
  };
  expect(filterImages(counted(10_000), 'build-99')).toHaveLength(111);
  expect(readsOf(1000)).toBeLessThanOrEqual(4 * 1000);
  expect(readsOf(10_000)).toBeLessThanOrEqual(4 * 10_000);
});
