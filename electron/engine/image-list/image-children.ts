import type { ImageChild, ImageChildren } from '../../../shared/models/image-children.ts';
import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import { shownPlatform } from '../../../shared/models/platform-match.ts';
import type { IndexedImages } from '../../../shared/images/index-images.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { ChildDescriptor } from '../manifest/manifest.ts';
import { readIndexes } from './index-members.ts';
import type { OpenListing } from './listing-cache.ts';

const storedFacts = (image: ImageSummary | undefined) =>
  image ? { sizeInBytes: image.sizeInBytes, pushedAt: image.pushedAt, isStored: true } : { isStored: false };

/** The artifacts that are attached to an image, or to one platform of it. */
function listAttachments(
  subject: string,
  { attachments }: IndexedImages,
  platform?: Platform,
): readonly ImageChild[] {
  return (attachments.get(subject) ?? []).map(({ image, tag }) => ({
    kind: 'attached',
    digest: image.digest,
    artifactType: image.artifactMediaType,
    attachedBy: tag === undefined ? { kind: 'subject' } : { kind: 'tag', tag },
    platform,
    ...storedFacts(image),
  }));
}

/** The manifest types of BuildKit's attestations and of SOCI indexes, whose manifests state no artifact type. */
const companionTypes = {
  attestation: 'application/vnd.in-toto+json',
  'soci-index': 'application/vnd.amazon.soci.index.v2+json',
} as const;

/** The manifests that an index names: platforms first, each followed by what is attached to it. */
function listIndexChildren(
  children: readonly ChildDescriptor[],
  images: IndexedImages,
): readonly ImageChild[] {
  const platformOf = (digest: string): Platform | undefined => {
    const platform = children.find((child) => child.digest === digest)?.platform;
    return platform && shownPlatform(platform);
  };
  const platforms = children.filter(({ companion }) => companion === undefined);
  const companions = children.filter(({ companion }) => companion !== undefined);
  return [
    ...platforms.map(({ digest }): ImageChild => ({
      kind: 'platform',
      digest,
      platform: platformOf(digest),
      ...storedFacts(images.byDigest.get(digest)),
    })),
    ...companions.map(({ digest, companion }): ImageChild => ({
      kind: 'attached',
      digest,
      artifactType: companion && companionTypes[companion.kind],
      attachedBy: { kind: 'index' },
      platform: companion && platformOf(companion.digest),
      ...storedFacts(images.byDigest.get(digest)),
    })),
    ...children.flatMap(({ digest }) => listAttachments(digest, images, platformOf(digest))),
  ];
}

/**
 * Reads the platforms of an index, and what is attached to an image. An index that cannot be read is an error in the
 * answer, because what is attached to it is known without it.
 */
export async function readChildren(
  { repository, listing, contents }: OpenListing,
  digest: string,
): Promise<ImageChildren> {
  const images = listing.indexed();
  const attached = listAttachments(digest, images);
  if (images.byDigest.get(digest)?.kind !== 'index') return { children: attached };
  try {
    await readIndexes(repository, [digest], contents);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { children: attached, error: error.data };
  }
  const children = contents.get(digest);
  if (children) return { children: [...listIndexChildren(children, images), ...attached] };
  const isArchived = images.byDigest.get(digest)?.status !== 'ACTIVE';
  return {
    children: attached,
    error: {
      code: 'image-unavailable',
      message: isArchived
        ? 'ECR does not return the platforms of an archived index.'
        : 'ECR does not return this index.',
      retryable: false,
    },
  };
}
