import type { ImageSummary } from '../models/image.ts';
import type { ImageFilter } from '../models/image-filter.ts';
import { isImageFilterEmpty } from '../models/image-filter.ts';
import type { ImageView } from '../models/image-query.ts';
import type { IndexedImages } from './index-images.ts';
import { compileImageFilter } from './match-image-filter.ts';

/** Images that match a filter, by view and in the order of the list. */
export type MatchedImages = Readonly<Record<ImageView, readonly ImageSummary[]>>;

/**
 * Filters sorted images, and divides them by view.
 *
 * @param now milliseconds since 1970, for values such as `7 days ago`.
 */
export function matchImages(
  sorted: readonly ImageSummary[],
  filter: ImageFilter,
  { tagged }: Pick<IndexedImages, 'tagged'>,
  now: number,
): MatchedImages {
  const all = isImageFilterEmpty(filter) ? sorted : sorted.filter(compileImageFilter(filter, now));
  return {
    all,
    tagged: all.filter(({ digest }) => tagged.has(digest)),
    untagged: all.filter(({ tags }) => tags.length === 0),
  };
}
