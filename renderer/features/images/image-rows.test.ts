import { expect, test } from 'vitest';
import { image } from '../../testing/sample-data.ts';
import { filterImages, sortImages } from './image-rows.ts';

const old = image(1, { tags: ['v1.9'], pushedAt: 1, sizeInBytes: 30, kind: 'index' });
const recent = image(2, { tags: ['v1.10', 'Latest'], pushedAt: 3, sizeInBytes: 10 });
const untagged = image(3, { tags: [], pushedAt: 2, sizeInBytes: 20 });
const rows = [old, recent, untagged];

test('sorts by every column', () => {
  expect(sortImages(rows, { column: 'tags', descending: false })).toEqual([old, recent, untagged]);
  expect(sortImages(rows, { column: 'pushedAt', descending: true })).toEqual([recent, untagged, old]);
  expect(sortImages(rows, { column: 'sizeInBytes', descending: false })).toEqual([recent, untagged, old]);
  expect(sortImages(rows, { column: 'kind', descending: false })).toEqual([recent, untagged, old]);
  const byDigest = sortImages(rows, { column: 'digest', descending: false }).map(({ digest }) => digest);
  expect(byDigest).toEqual(byDigest.toSorted());
});

test('filters by part of a tag or digest, whatever the case', () => {
  expect(filterImages(rows, 'latest')).toEqual([recent]);
  expect(filterImages(rows, untagged.digest.slice(10, 30).toUpperCase())).toEqual([untagged]);
  expect(filterImages(rows, untagged.digest)).toEqual([untagged]);
  expect(filterImages(rows, 'nothing')).toEqual([]);
});

const manyImages = (count: number) =>
  Array.from({ length: count }, (_, index) => image(index, { tags: [`v${index}`, `build-${index}`] }));

/** The least of several runs, in milliseconds: what the work costs when nothing else runs. */
function cost(work: () => void): number {
  const runs = Array.from({ length: 40 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...runs);
}

test('a keystroke over 10,000 images costs a fraction of sorting them, and grows no faster than the list', () => {
  const many = manyImages(10_000);
  const few = manyImages(1000);
  const filterMany = cost(() => filterImages(many, 'build-9'));
  const sortMany = cost(() => sortImages(many, { column: 'tags', descending: true }));
  const filterFew = cost(() => filterImages(few, 'build-9'));
  expect(filterImages(many, 'build-99')).toHaveLength(111);
  expect(filterMany).toBeLessThan(sortMany);
  expect(filterMany / Math.max(filterFew, 0.05)).toBeLessThan(40);
});
