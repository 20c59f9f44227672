import type { ImageSummary } from '../models/image.ts';
import type { ImageView } from '../models/image-query.ts';
import type { IndexedImages } from './index-images.ts';

/** Images that match a filter, by view and in the order of the list. */
export type MatchedImages = Readonly<Record<ImageView, readonly ImageSummary[]>>;

/** The images with a tag or digest that contains the text; digests match with or without `sha256:`. */
function filterImages(images: readonly ImageSummary[], filter: string): readonly ImageSummary[] {
  const text = filter.trim().toLowerCase();
  if (text === '') return images;
  return images.filter(
    ({ digest, tags }) => digest.includes(text) || tags.some((tag) => tag.toLowerCase().includes(text)),
  );
}

/** Filters sorted images, and divides them by view. */
export function matchImages(
  sorted: readonly ImageSummary[],
  filter: string,
  { tagged }: Pick<IndexedImages, 'tagged'>,
): MatchedImages {
  const all = filterImages(sorted, filter);
  return {
    all,
    tagged: all.filter(({ digest }) => tagged.has(digest)),
    untagged: all.filter(({ tags }) => tags.length === 0),
  };
}
