import type { ImageSummary } from '../../shared/models/image.ts';
import { shortDigest } from '../../shared/models/image.ts';
import type { ReplicationRequest } from '../../shared/models/plan.ts';

/** An image that was picked, with what was said about its tags. */
export interface Pick {
  readonly image: ImageSummary;
  /** Those of its tags that were picked, in the image's order. */
  readonly sourceTags: readonly string[];
  /** Picked tags that the destination shall not get. */
  readonly dropped: readonly string[];
  /** Further tags for the destination. */
  readonly added: readonly string[];
}

/** The picked images by digest, in the order of picking. */
export type Picks = ReadonlyMap<string, Pick>;

export const noPicks: Picks = new Map();

const pickOf = (image: ImageSummary, sourceTags: readonly string[]): Pick => ({
  image,
  sourceTags,
  dropped: [],
  added: [],
});

/** What a person calls it: its first picked tag, or its short digest. */
export const nameOfPick = ({ image, sourceTags }: Pick): string => sourceTags[0] ?? shortDigest(image.digest);

/** The tags that the image gets at the destination. */
export const destinationTags = ({ sourceTags, dropped, added }: Pick): readonly string[] => [
  ...sourceTags.filter((tag) => !dropped.includes(tag)),
  ...added.filter((tag) => !sourceTags.includes(tag) || dropped.includes(tag)),
];

/** Picks exactly these of the images in sight: newly picked ones with all their tags; those out of sight stay as they are. */
export function pickInSight(
  picks: Picks,
  inSight: readonly ImageSummary[],
  chosen: ReadonlySet<string>,
): Picks {
  const next = new Map(picks);
  for (const image of inSight) {
    if (!chosen.has(image.digest)) next.delete(image.digest);
    else if (!next.has(image.digest)) next.set(image.digest, pickOf(image, image.tags));
  }
  return next;
}

/** Picks an image with all its tags, unless it is picked already. */
export const withImage = (picks: Picks, image: ImageSummary): Picks =>
  picks.has(image.digest) ? picks : new Map(picks).set(image.digest, pickOf(image, image.tags));

/** Picks an image that was found by its tag or digest, with the tags that it was found by so far. */
export function withFoundImage(picks: Picks, image: ImageSummary): Picks {
  const known = picks.get(image.digest);
  const tags = [...new Set([...(known?.image.tags ?? []), ...image.tags])];
  const sourceTags = [...new Set([...(known?.sourceTags ?? []), ...image.tags])];
  const found = { ...image, tags };
  return new Map(picks).set(
    image.digest,
    known ? { ...known, image: found, sourceTags } : pickOf(found, sourceTags),
  );
}

/** Picks one tag of an image, or lets go of it; an image whose last picked tag goes is no longer picked. */
export function toggleTag(picks: Picks, image: ImageSummary, tag: string): Picks {
  const next = new Map(picks);
  const pick = picks.get(image.digest);
  if (!pick) return next.set(image.digest, pickOf(image, [tag]));
  const sourceTags = image.tags.filter((each) =>
    each === tag ? !pick.sourceTags.includes(tag) : pick.sourceTags.includes(each),
  );
  if (sourceTags.length === 0) next.delete(image.digest);
  else next.set(image.digest, { ...pick, sourceTags, dropped: pick.dropped.filter((each) => each !== tag) });
  return next;
}

/** Picks exactly these tags, and with them their images; other images of the list are let go of. */
export function pickTags(picks: Picks, images: readonly ImageSummary[], tags: ReadonlySet<string>): Picks {
  const next = new Map(picks);
  for (const image of images) {
    const sourceTags = image.tags.filter((tag) => tags.has(tag));
    if (sourceTags.length === 0) next.delete(image.digest);
    else next.set(image.digest, pickOf(image, sourceTags));
  }
  return next;
}

/** Adds tags for the destination; those it gets anyway are left out. */
export function addTags(picks: Picks, digest: string, tags: readonly string[]): Picks {
  const pick = picks.get(digest);
  if (!pick) return picks;
  const already = destinationTags(pick);
  const fresh = tags.filter((tag, index) => !already.includes(tag) && tags.indexOf(tag) === index);
  return new Map(picks).set(digest, {
    ...pick,
    dropped: pick.dropped.filter((tag) => !fresh.includes(tag)),
    added: [...pick.added, ...fresh.filter((tag) => !pick.sourceTags.includes(tag))],
  });
}

/** Takes one tag away from what the destination gets. */
export function removeTag(picks: Picks, digest: string, tag: string): Picks {
  const pick = picks.get(digest);
  if (!pick) return picks;
  return new Map(picks).set(digest, {
    ...pick,
    dropped:
      pick.sourceTags.includes(tag) && !pick.dropped.includes(tag) ? [...pick.dropped, tag] : pick.dropped,
    added: pick.added.filter((each) => each !== tag),
  });
}

/** Sets the destination's tags back to the picked ones. */
export function resetTags(picks: Picks, digest: string): Picks {
  const pick = picks.get(digest);
  return pick ? new Map(picks).set(digest, { ...pick, dropped: [], added: [] }) : picks;
}

export function removePick(picks: Picks, digest: string): Picks {
  const next = new Map(picks);
  next.delete(digest);
  return next;
}

export const isEdited = ({ dropped, added }: Pick): boolean => dropped.length > 0 || added.length > 0;

export const requestedImages = (picks: Picks): ReplicationRequest['images'] =>
  [...picks.values()].map((pick) => ({
    digest: pick.image.digest,
    sourceTags: [...pick.sourceTags],
    destinationTags: [...destinationTags(pick)],
  }));

/** The picks that amount to these images of a request, as far as the source has them. */
export function picksOfRequest(
  requested: ReplicationRequest['images'],
  images: readonly ImageSummary[],
): Picks {
  const known = new Map(images.map((image) => [image.digest, image]));
  return new Map(
    requested.flatMap(({ digest, sourceTags, destinationTags: wanted }) => {
      const image = known.get(digest);
      if (!image) return [];
      const dropped = sourceTags.filter((tag) => !wanted.includes(tag));
      const added = wanted.filter((tag) => !sourceTags.includes(tag));
      return [[digest, { image, sourceTags, dropped, added }]];
    }),
  );
}
