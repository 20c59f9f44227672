import type { Platform } from '../../../shared/models/image.ts';
import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import type { LeftOutManifest, ReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import type { ErrorData } from '../../../shared/result.ts';
import type { BlobDescriptor, Manifest } from '../ecr/manifest.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import type { Referrer } from './find-referrers.ts';
import { findReferrers } from './find-referrers.ts';
import type { ManifestReader } from './manifest-reader.ts';
import { createManifestReader } from './manifest-reader.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import { assertNothingMissing } from './missing-manifests.ts';
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
export function manifestsOf({
  manifests,
  referrers,
}: Pick<SourceImage, 'manifests' | 'referrers'>): readonly Manifest[] {
  const all = [...manifests, ...referrers.flatMap((referrer) => referrer.manifests)];
  return [...new Map(all.map((manifest) => [manifest.digest, manifest])).values()];
}

/** Every blob that the image and its referrers need at the destination, each once. */
export function blobsOf(image: Pick<SourceImage, 'manifests' | 'referrers'>): readonly BlobDescriptor[] {
  const blobs = new Map<string, BlobDescriptor>();
  for (const { content } of manifestsOf(image)) {
    if (content.kind !== 'image') continue;
    for (const blob of content.blobs) blobs.set(blob.digest, blob);
  }
  return [...blobs.values()];
}

const atSource = (error: Pick<ErrorData, 'code' | 'message' | 'action'>): EngineError =>
  new EngineError({ side: 'source', retryable: false, ...error });

export const imageGone = (digest: string): EngineError =>
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

/**
 * Reads the manifests of several images of one repository, and of what is attached to them. A reader that is given
 * may have read some of it before.
 *
 * @throws EngineError `image-not-found`; `image-incomplete` when an index, or one that is attached, names a manifest
 *   that the source does not hold and `missingManifests` is not `leave-out`; `image-unsupported` when nothing of it is
 *   left.
 */
export async function loadSourceImages(
  repository: RepositoryHandle,
  selections: readonly ImageSelection[],
  options: Pick<
    ReplicationOptions,
    'referrers' | 'platforms' | 'missingManifests'
  > = defaultReplicationOptions,
  signal?: AbortSignal,
  reader: ManifestReader = createManifestReader(repository, signal),
): Promise<readonly SourceImage[]> {
  await reader.read(selections.map(({ digest }) => digest));
  return Promise.all(
    selections.map(async ({ digest, tags }): Promise<SourceImage> => {
      const root = reader.held.get(digest);
      if (!root) throw imageGone(digest);
      const trimmed = trimImage(root, reader.held, options.platforms);
      if (trimmed.manifests.length === 0) throw nothingLeft(digest, options.platforms);
      assertNothingMissing(digest, trimmed.leftOut, options.missingManifests);

      // What is attached to an index that is written anew names the old one: it would point at nothing.
      const subjects = trimmed.manifests.map((each) => each.digest).filter((each) => reader.held.has(each));
      const attached = options.referrers
        ? await attachedTo(subjects)
        : { referrers: [], leftOut: [], referrersError: undefined };
      const leftOut = [...trimmed.leftOut, ...attached.leftOut];
      return { repository, digest, tags, ...trimmed, ...attached, leftOut };
    }),
  );

  async function attachedTo(
    subjects: readonly string[],
  ): Promise<Pick<SourceImage, 'referrers' | 'leftOut' | 'referrersError'>> {
    try {
      const found = await findReferrers(repository, subjects, reader, options.missingManifests, signal);
      return { ...found, referrersError: undefined };
    } catch (error) {
      if (hasCode(error, 'access-denied')) return { referrers: [], leftOut: [], referrersError: error.data };
      throw error;
    }
  }
}
