import type { ImageSummary } from '../../../shared/models/image.ts';
import { describeKind } from '../../models/image-words.ts';

const columns = ['tags', 'digest', 'kind', 'sizeInBytes', 'pushedAt'] as const;
export type ImageColumn = (typeof columns)[number];

/** The column of a field name; `pushedAt` for an unknown one. */
export const imageColumn = (field: string | undefined): ImageColumn =>
  columns.find((column) => column === field) ?? 'pushedAt';

export interface ImageSort {
  readonly column: ImageColumn;
  readonly descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Sorts untagged images after tagged ones. */
function compareTags(a: ImageSummary, b: ImageSummary): number {
  const [left] = a.tags;
  const [right] = b.tags;
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  return collator.compare(left, right);
}

function compare(a: ImageSummary, b: ImageSummary, column: ImageColumn): number {
  switch (column) {
    case 'tags':
      return compareTags(a, b);
    case 'digest':
      return a.digest < b.digest ? -1 : Number(a.digest > b.digest);
    case 'kind':
      return collator.compare(describeKind(a.kind), describeKind(b.kind));
    case 'sizeInBytes':
      return a.sizeInBytes - b.sizeInBytes;
    case 'pushedAt':
      return a.pushedAt - b.pushedAt;
  }
}

/** Returns a sorted copy; equal rows are sorted by push time, the latest first. */
export function sortImages(rows: readonly ImageSummary[], { column, descending }: ImageSort): ImageSummary[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a, b, column) || b.pushedAt - a.pushedAt);
}

/** The rows with a tag or digest that contains the text; digests match with or without `sha256:`. */
export function filterImages(rows: readonly ImageSummary[], filter: string): readonly ImageSummary[] {
  const text = filter.trim().toLowerCase();
  if (text === '') return rows;
  return rows.filter(
    ({ digest, tags }) => digest.includes(text) || tags.some((tag) => tag.toLowerCase().includes(text)),
  );
}
