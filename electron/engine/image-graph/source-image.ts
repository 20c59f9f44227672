import type { Platform } from '../../../shared/models/image.ts';
import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import type { LeftOutManifest, ReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import type { ErrorData } from '../../../shared/result.ts';
import type { BlobDescriptor, Manifest } from '../manifest/manifest.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Attachments } from './attachments.ts';
import { noAttachments, readAttachments } from './attachments.ts';
import type { ReadManifests, Referrer } from './find-referrers.ts';
import { findReferrers } from './find-referrers.ts';
import type { ManifestReader } from './manifest-reader.ts';
import { createManifestReader } from './manifest-reader.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { assertNothingMissing, assertReadable } from './missing-manifests.ts';
import type { TrimmedImage } from './trim-index.ts';
import { trimImage } from './trim-index.ts';

/** An image at its source with all its manifests, read and checked. */
export interface SourceImage {
  readonly repository: RepositoryHandle;
  readonly digest: string;
  readonly tags: readonly string[];
  /** Children before the index that names them; the last is the image's own, perhaps written anew. Each once. */
  readonly manifests: readonly Manifest[];
  readonly leftOut: readonly LeftOutManifest[];
  /** What comes along, each after its subject. */
  readonly referrers: readonly Referrer[];
  /** Why it is not known what is attached to the image. */
  readonly referrersError: ErrorData | undefined;
}

export interface ImageSelection {
  readonly digest: string;
  readonly tags: readonly string[];
}

/** The digest that the image has at the destination: its own, unless an index was written anew. */
export const destinationDigest = ({ digest, manifests }: SourceImage): string =>
  manifests.at(-1)?.digest ?? digest;

/** All manifests to put, in the order of putting: those of the image, then those of its referrers. Each once. */
export function collectManifests({
  manifests,
  referrers,
}: Pick<SourceImage, 'manifests' | 'referrers'>): readonly Manifest[] {
  const all = [...manifests, ...referrers.flatMap((referrer) => referrer.manifests)];
  return [...new Map(all.map((manifest) => [manifest.digest, manifest])).values()];
}

/** Every blob that the image and its referrers need at the destination, each once. */
export function collectBlobs(image: Pick<SourceImage, 'manifests' | 'referrers'>): readonly BlobDescriptor[] {
  const blobs = new Map<string, BlobDescriptor>();
  for (const { content } of collectManifests(image)) {
    if (content.kind !== 'image') continue;
    for (const blob of content.blobs) blobs.set(blob.digest, blob);
  }
  return [...blobs.values()];
}

const atSource = (error: Pick<ErrorData, 'code' | 'message' | 'action'>): EngineError =>
  new EngineError({ side: 'source', retryable: false, ...error });

export const imageMissingError = (digest: string): EngineError =>
  atSource({
    code: 'image-not-found',
    message: `The image ${digest} is no longer at the source. Refresh the list and choose again.`,
    action: 'plan-again',
  });

const nothingLeft = (digest: string, platforms: readonly Platform[] | undefined): EngineError =>
  atSource({
    code: 'image-unsupported',
    message:
      platforms === undefined
        ? `The index ${shortDigest(digest)} names no manifest that the source holds, so there is nothing to copy.`
        : `The index ${shortDigest(digest)} has none of the platforms ${platforms.map(formatPlatform).join(', ')}. Choose others.`,
  });

/** An image that was asked for, as far as the source gives it. */
export type LoadedImage =
  | { readonly kind: 'readable'; readonly image: SourceImage }
  /** It cannot be copied; the others that were asked for can. */
  | {
      readonly kind: 'unreadable';
      readonly selection: ImageSelection;
      readonly error: ErrorData;
      /** The archived manifests that it, or what is attached to it, consists of: by digest, or by tag. */
      readonly archived: readonly string[];
      /** Those that ECR restores already. */
      readonly restoring: readonly string[];
    };

export const filterReadable = (images: readonly LoadedImage[]): readonly SourceImage[] =>
  images.flatMap((loaded) => (loaded.kind === 'readable' ? loaded.image : []));

/** The same list, in which each readable image is what `change` makes of it. */
export const mapReadable = (
  images: readonly LoadedImage[],
  change: (image: SourceImage) => SourceImage,
): readonly LoadedImage[] =>
  images.map((loaded) => (loaded.kind === 'readable' ? { ...loaded, image: change(loaded.image) } : loaded));

/** The same image with the stored sizes of these blobs, by digest. The bytes of its manifests do not change. */
export function withBlobSizes(image: SourceImage, sizes: ReadonlyMap<string, number>): SourceImage {
  const withSizes = (manifest: Manifest): Manifest => {
    const { content } = manifest;
    if (content.kind === 'index') return manifest;
    const blobs = content.blobs.map((blob) => ({ ...blob, size: sizes.get(blob.digest) ?? blob.size }));
    return { ...manifest, content: { ...content, blobs } };
  };
  return {
    ...image,
    manifests: image.manifests.map(withSizes),
    referrers: image.referrers.map((referrer) => ({
      ...referrer,
      manifests: referrer.manifests.map(withSizes),
    })),
  };
}

type ImageOptions = Pick<ReplicationOptions, 'referrers' | 'platforms' | 'missingManifests'>;

/**
 * What is copied of an image itself.
 *
 * @throws EngineError `image-not-found`; `image-incomplete` when an index names a manifest that the source does not
 *   hold and `missingManifests` is not `leave-out`; `image-unsupported` when nothing of it is left; the problem of a
 *   manifest that cannot be read.
 */
function trimRoot(digest: string, { held, problems }: ReadManifests, options: ImageOptions): TrimmedImage {
  const root = held.get(digest);
  if (!root) throw problems.get(digest) ?? imageMissingError(digest);
  const trimmed = trimImage(root, held, options.platforms);
  assertReadable(trimmed.leftOut, problems);
  if (trimmed.manifests.length === 0) throw nothingLeft(digest, options.platforms);
  assertNothingMissing(digest, trimmed.leftOut, options.missingManifests);
  return trimmed;
}

/** What is attached to an index that is written anew names the old one: it would point at nothing. */
const subjectsOf = (manifests: readonly Manifest[], { held }: ReadManifests): readonly string[] =>
  manifests.map(({ digest }) => digest).filter((digest) => held.has(digest));

/** The archived manifests among all that an image and its referrers consist of. */
function collectArchived(
  digest: string,
  { bySubject }: Attachments,
  { held, archived }: ReadManifests,
  { platforms }: ImageOptions,
): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (each: string, chosen: ImageOptions['platforms']): void => {
    if (seen.has(each)) return;
    seen.add(each);
    if (archived.has(each)) found.add(each);
    const manifest = held.get(each);
    if (!manifest) return;
    const { manifests, leftOut } = trimImage(manifest, held, chosen);
    for (const missing of leftOut) if (missing.reason === 'missing') visit(missing.digest, undefined);
    for (const part of [manifest, ...manifests]) {
      seen.add(part.digest);
      for (const attachment of bySubject.get(part.digest) ?? []) {
        if (attachment.isArchived) found.add(attachment.digest);
        visit(attachment.digest, undefined);
      }
    }
  };
  visit(digest, platforms);
  return [...found];
}

/** The value, or the EngineError that it could not be had for. */
function attempt<T>(work: () => T): { readonly value: T } | { readonly error: EngineError } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof EngineError) return { error };
    throw error;
  }
}

/**
 * Reads the manifests of several images of one repository, and of what is attached to them, for all of them at once. An
 * image that cannot be copied is `unreadable` and leaves the others alone. A reader that is given may have read some of
 * it before.
 *
 * @throws EngineError when the source cannot be asked.
 */
export async function readSourceImages(
  repository: RepositoryHandle,
  selections: readonly ImageSelection[],
  options: ImageOptions = defaultReplicationOptions,
  signal?: AbortSignal,
  reader: ManifestReader = createManifestReader(repository, signal),
): Promise<readonly LoadedImage[]> {
  await reader.read(selections.map(({ digest }) => digest));
  const roots = selections.map((selection) => ({
    selection,
    root: attempt(() => trimRoot(selection.digest, reader, options)),
  }));
  const subjects = roots.flatMap(({ root }) =>
    'value' in root ? subjectsOf(root.value.manifests, reader) : [],
  );
  const attachments = options.referrers
    ? await readAttachments(repository, subjects, reader, signal)
    : noAttachments;

  return roots.map(({ selection, root }): LoadedImage => {
    const { digest, tags } = selection;
    const loaded = attempt((): SourceImage => {
      if ('error' in root) throw root.error;
      const { manifests, leftOut } = root.value;
      const attached = findReferrers(
        subjectsOf(manifests, reader),
        attachments,
        reader,
        options.missingManifests,
      );
      return {
        repository,
        digest,
        tags,
        manifests,
        leftOut: [...leftOut, ...attached.leftOut],
        referrers: attached.referrers,
        referrersError: attachments.error,
      };
    });
    if ('value' in loaded) return { kind: 'readable', image: loaded.value };
    const archived = collectArchived(digest, attachments, reader, options);
    return {
      kind: 'unreadable',
      selection,
      error: loaded.error.data,
      archived: archived.filter((each) => !reader.restoring.has(each)),
      restoring: archived.filter((each) => reader.restoring.has(each)),
    };
  });
}
