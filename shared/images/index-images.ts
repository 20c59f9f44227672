import type { ImageSummary } from '../models/image.ts';
import { subjectOfTag } from '../models/referrer-tag.ts';

/** An artifact that is attached to an image; `tag` attaches it when it is not attached by its `subject`. */
export interface ListedAttachment {
  readonly image: ImageSummary;
  readonly tag?: string | undefined;
}

/** The images of a repository by what they are to each other, as far as their list shows it. */
export interface IndexedImages {
  readonly byDigest: ReadonlyMap<string, ImageSummary>;
  /** By the digest of the image that they are attached to. */
  readonly attachments: ReadonlyMap<string, readonly ListedAttachment[]>;
  /** The digests of images with a tag that is not only the name of their subject. */
  readonly tagged: ReadonlySet<string>;
  /** The number of images without any tag. */
  readonly untagged: number;
}

/** Finds what is attached to what, and which images have a tag that a user gave. */
export function indexImages(images: readonly ImageSummary[]): IndexedImages {
  const byDigest = new Map(images.map((image) => [image.digest, image]));
  const attachments = new Map<string, ListedAttachment[]>();
  const tagged = new Set<string>();
  let untagged = 0;
  const attach = (subject: string, attachment: ListedAttachment): void => {
    const known = attachments.get(subject);
    if (!known) attachments.set(subject, [attachment]);
    else if (!known.some(({ image }) => image === attachment.image)) known.push(attachment);
  };
  for (const image of images) {
    if (image.subjectDigest !== undefined) attach(image.subjectDigest, { image });
    if (image.tags.length === 0) untagged += 1;
    for (const tag of image.tags) {
      // The prefix is compared first: the pattern costs more than all else here.
      const subject = tag.startsWith('sha256-') ? subjectOfTag(tag) : undefined;
      if (subject !== undefined && byDigest.has(subject)) attach(subject, { image, tag });
      else tagged.add(image.digest);
    }
  }
  return { byDigest, attachments, tagged, untagged };
}

/** The image that this one is attached to and that the repository has. */
export function findSubject(image: ImageSummary, { byDigest }: IndexedImages): ImageSummary | undefined {
  const subjects = [image.subjectDigest, ...image.tags.map(subjectOfTag)];
  return subjects.flatMap((digest) => (digest === undefined ? [] : (byDigest.get(digest) ?? [])))[0];
}
