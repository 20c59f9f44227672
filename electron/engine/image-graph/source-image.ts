import type { LeftOutManifest } from '../../../shared/models/plan.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { BlobDescriptor, Manifest } from '../manifest/manifest.ts';
import type { Referrer } from './find-referrers.ts';

/** An image at its source with all its manifests, read and verified. */
export interface SourceImage {
  readonly repository: RepositoryHandle;
  readonly digest: string;
  readonly tags: readonly string[];
  /** Each once; children before the index that names them, the image's own manifest (perhaps rewritten) last. */
  readonly manifests: readonly Manifest[];
  readonly leftOut: readonly LeftOutManifest[];
  /** The referrers to copy, each after its subject. */
  readonly referrers: readonly Referrer[];
  /** Why some referrers of the image are unknown. */
  readonly referrersError: ErrorData | undefined;
}

/** An image to read. Its tags are part of the result; the source is not asked whether they point to the digest. */
export interface ImageSelection {
  readonly digest: string;
  readonly tags: readonly string[];
}

/** A requested image, as far as the source returns it. */
export type LoadedImage =
  | { readonly kind: 'readable'; readonly image: SourceImage }
  /** It cannot be copied; the other requested images can. */
  | {
      readonly kind: 'unreadable';
      readonly selection: ImageSelection;
      readonly error: ErrorData;
      /** The archived manifests of the image and its referrers, by digest or tag. */
      readonly archived: readonly string[];
      /** The manifests of the image and its referrers that ECR is restoring. */
      readonly restoring: readonly string[];
    };

/** Returns the digest of the image at the destination: another than at the source when its index was rewritten. */
export const getDestinationDigest = ({ digest, manifests }: SourceImage): string =>
  manifests.at(-1)?.digest ?? digest;

/** Collects all manifests to put, each once, in the order of the PutImage calls: the image first, then its referrers. */
export function collectManifests({
  manifests,
  referrers,
}: Pick<SourceImage, 'manifests' | 'referrers'>): readonly Manifest[] {
  if (referrers.length === 0) return manifests;
  const all = [...manifests, ...referrers.flatMap((referrer) => referrer.manifests)];
  return [...new Map(all.map((manifest) => [manifest.digest, manifest])).values()];
}

/** Collects all blobs that the image and its referrers need at the destination, each once. */
export function collectBlobs(image: Pick<SourceImage, 'manifests' | 'referrers'>): readonly BlobDescriptor[] {
  const lists = collectManifests(image).flatMap(({ content }) =>
    content.kind === 'image' ? [content.blobs] : [],
  );
  const [first = [], ...others] = lists;
  if (others.length === 0) return first;
  return [...new Map(lists.flat().map((blob) => [blob.digest, blob])).values()];
}

/** Selects the images that can be read. */
export const filterReadable = (images: readonly LoadedImage[]): readonly SourceImage[] =>
  images.flatMap((loaded) => (loaded.kind === 'readable' ? loaded.image : []));

/** Applies a change to each readable image of the list. */
export const mapReadable = (
  images: readonly LoadedImage[],
  change: (image: SourceImage) => SourceImage,
): readonly LoadedImage[] =>
  images.map((loaded) => (loaded.kind === 'readable' ? { ...loaded, image: change(loaded.image) } : loaded));

/**
 * Replaces the sizes of blobs, in bytes by digest. The text of the manifests does not change.
 */
export function withBlobSizes(image: SourceImage, sizes: ReadonlyMap<string, number>): SourceImage {
  if (sizes.size === 0) return image;
  const hasSize = ({ digest, size }: BlobDescriptor): boolean => (sizes.get(digest) ?? size) === size;
  const replaceSizes = (manifest: Manifest): Manifest => {
    const { content } = manifest;
    if (content.kind === 'index' || content.blobs.every(hasSize)) return manifest;
    const blobs = content.blobs.map((blob) => ({ ...blob, size: sizes.get(blob.digest) ?? blob.size }));
    return { ...manifest, content: { ...content, blobs } };
  };
  return {
    ...image,
    manifests: image.manifests.map(replaceSizes),
    referrers: image.referrers.map((referrer) => ({
      ...referrer,
      manifests: referrer.manifests.map(replaceSizes),
    })),
  };
}
