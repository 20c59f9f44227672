import type { ImageSummary } from '../models/image.ts';
import type { ImageFilter } from '../models/image-filter.ts';
import { isImageFilterEmpty } from '../models/image-filter.ts';
import type { ImageView } from '../models/image-query.ts';
import { platformNames } from '../models/platform-match.ts';
import type { IndexedImages } from './index-images.ts';
import { compileImageFilter } from './match-image-filter.ts';
import { hasPlatformCondition, withoutPlatforms } from './platform-condition.ts';
import type { KnownMembers } from './relate-image.ts';

type ByView<Value> = Readonly<Record<ImageView, Value>>;

/** Images that match a filter, by view and in the order of the list. */
export interface MatchedImages extends ByView<readonly ImageSummary[]> {
  /** The images that are left out because their platform is not known. */
  readonly unknownPlatforms: ByView<number>;
}

/** Artifacts have no platform; that of an image is in its config or in the index that names it. */
const hasPlatform = ({ kind }: ImageSummary): boolean => kind === 'image' || kind === 'index';

function divideByView(
  all: readonly ImageSummary[],
  { tagged }: Pick<IndexedImages, 'tagged'>,
): ByView<readonly ImageSummary[]> {
  return {
    all,
    tagged: all.filter(({ digest }) => tagged.has(digest)),
    untagged: all.filter(({ tags }) => tags.length === 0),
  };
}

const noneUnknown: ByView<number> = { all: 0, tagged: 0, untagged: 0 };

/**
 * Filters sorted images, and divides them by view. An image whose platform is not known satisfies no condition on the
 * platform, and is counted when it satisfies the others.
 *
 * @param platformsOf the known platforms by digest.
 * @param now milliseconds since 1970, for values such as `7 days ago`.
 */
export function matchImages(
  sorted: readonly ImageSummary[],
  filter: ImageFilter,
  images: Pick<IndexedImages, 'tagged'>,
  now: number,
  platformsOf: KnownMembers['platformsOf'] = new Map(),
): MatchedImages {
  if (isImageFilterEmpty(filter)) return { ...divideByView(sorted, images), unknownPlatforms: noneUnknown };
  const isMatch = compileImageFilter(filter, now);
  if (!hasPlatformCondition(filter))
    return { ...divideByView(sorted.filter(isMatch), images), unknownPlatforms: noneUnknown };

  const isPossible = compileImageFilter(withoutPlatforms(filter), now);
  const matching: ImageSummary[] = [];
  const unknown: ImageSummary[] = [];
  for (const image of sorted) {
    const known = platformsOf.get(image.digest);
    const isUnknown = known === undefined && hasPlatform(image);
    const platforms = isUnknown ? undefined : (known ?? []).flatMap(platformNames);
    if (isMatch({ ...image, platforms })) matching.push(image);
    else if (isUnknown && isPossible(image)) unknown.push(image);
  }
  const byView = divideByView(unknown, images);
  return {
    ...divideByView(matching, images),
    unknownPlatforms: {
      all: unknown.length,
      tagged: byView.tagged.length,
      untagged: byView.untagged.length,
    },
  };
}
