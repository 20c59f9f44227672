import type { ImageSummary, Platform } from '../models/image.ts';
import type { ImageRelation, ListedImage, MembersState, RelatedImage } from '../models/image-query.ts';
import type { IndexedImages } from './index-images.ts';
import { findSubject } from './index-images.ts';

/** What is known of the indexes of a repository. */
export interface KnownMembers {
  readonly state: MembersState;
  /** The digests of the indexes that name a manifest, by its digest. */
  readonly indexesOf: ReadonlyMap<string, readonly string[]>;
  /** The platforms of an index, and of a manifest that an index names, as far as the indexes are read. */
  readonly platformsOf: ReadonlyMap<string, readonly Platform[]>;
}

export const noMembers: KnownMembers = {
  state: { kind: 'unread' },
  indexesOf: new Map(),
  platformsOf: new Map(),
};

const related = (digest: string, { byDigest }: IndexedImages): RelatedImage => ({
  digest,
  tag: byDigest.get(digest)?.tags[0],
});

/** What an image is to others; only an image that no readable index can name is called an orphan. */
export function relateImage(
  image: ImageSummary,
  images: IndexedImages,
  members: KnownMembers,
): ImageRelation {
  if (images.tagged.has(image.digest)) return { kind: 'tagged' };
  const subject = findSubject(image, images);
  if (subject) return { kind: 'attached', subject: related(subject.digest, images) };
  const [index, ...more] = members.indexesOf.get(image.digest) ?? [];
  if (index !== undefined) return { kind: 'part', index: related(index, images), more: more.length };
  const { state } = members;
  return { kind: state.kind === 'read' && state.unreadable === 0 ? 'orphan' : 'unknown' };
}

/** The row of an image. */
export const toListedImage = (
  image: ImageSummary,
  images: IndexedImages,
  members: KnownMembers,
): ListedImage => ({
  ...image,
  attached: images.attachments.get(image.digest)?.length ?? 0,
  relation: relateImage(image, images, members),
});
