import type { ImageSummary } from '../../shared/models/image.ts';
import { shortDigest } from '../../shared/models/image.ts';
import type { RuleSelection } from '../../shared/models/rules-preview.ts';
import type { ReplicationRequest } from '../../shared/models/plan.ts';

/** A selected image, with its selected and edited tags. */
export interface Pick {
  readonly image: ImageSummary;
  /** The selected tags, in the order of the image. */
  readonly sourceTags: readonly string[];
  /** Selected tags that are removed at the destination. */
  readonly dropped: readonly string[];
  /** Additional tags for the destination. */
  readonly added: readonly string[];
}

/** The selected images by digest, in the order of selection. */
export type Picks = ReadonlyMap<string, Pick>;

export const noPicks: Picks = new Map();

const createPick = (image: ImageSummary, sourceTags: readonly string[]): Pick => ({
  image,
  sourceTags,
  dropped: [],
  added: [],
});

/** The display name: the first selected tag, or the short digest. */
export const nameOfPick = ({ image, sourceTags }: Pick): string => sourceTags[0] ?? shortDigest(image.digest);

/** The tags that the image gets at the destination. */
export const destinationTags = ({ sourceTags, dropped, added }: Pick): readonly string[] => [
  ...sourceTags.filter((tag) => !dropped.includes(tag)),
  ...added.filter((tag) => !sourceTags.includes(tag) || dropped.includes(tag)),
];

/** Selects exactly these images of a page, new ones with all their tags; images of other pages stay unchanged. */
export function pickOnPage(picks: Picks, page: readonly ImageSummary[], chosen: ReadonlySet<string>): Picks {
  const next = new Map(picks);
  for (const image of page) {
    if (!chosen.has(image.digest)) next.delete(image.digest);
    else if (!next.has(image.digest)) next.set(image.digest, createPick(image, image.tags));
  }
  return next;
}

/** Selects an image with all its tags, unless it is already selected. */
export const withImage = (picks: Picks, image: ImageSummary): Picks =>
  picks.has(image.digest) ? picks : new Map(picks).set(image.digest, createPick(image, image.tags));

/** Selects images with all their tags, unless they are already selected. */
export function withImages(picks: Picks, images: readonly ImageSummary[]): Picks {
  const next = new Map(picks);
  for (const image of images)
    if (!next.has(image.digest)) next.set(image.digest, createPick(image, image.tags));
  return next;
}

/** Selects an image that was found by tag or digest, and adds the tags that it was found by. */
export function withFoundImage(picks: Picks, image: ImageSummary): Picks {
  const known = picks.get(image.digest);
  const tags = [...new Set([...(known?.image.tags ?? []), ...image.tags])];
  const sourceTags = [...new Set([...(known?.sourceTags ?? []), ...image.tags])];
  const found = { ...image, tags };
  return new Map(picks).set(
    image.digest,
    known ? { ...known, image: found, sourceTags } : createPick(found, sourceTags),
  );
}

/** Toggles one tag of an image; an image without selected tags is deselected. */
export function toggleTag(picks: Picks, image: ImageSummary, tag: string): Picks {
  const next = new Map(picks);
  const pick = picks.get(image.digest);
  if (!pick) return next.set(image.digest, createPick(image, [tag]));
  const sourceTags = image.tags.filter((each) =>
    each === tag ? !pick.sourceTags.includes(tag) : pick.sourceTags.includes(each),
  );
  if (sourceTags.length === 0) next.delete(image.digest);
  else next.set(image.digest, { ...pick, sourceTags, dropped: pick.dropped.filter((each) => each !== tag) });
  return next;
}

/** Selects exactly these images with these tags. */
export const pickSelected = (selected: RuleSelection['selected']): Picks =>
  new Map(selected.map(({ image, tags }) => [image.digest, createPick(image, tags)]));

/** Adds destination tags; existing ones are ignored. */
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

/** Removes one destination tag. */
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

/** Resets the destination tags to the selected ones. */
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

/** The selection for the images of a request; images that are missing at the source are omitted. */
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
