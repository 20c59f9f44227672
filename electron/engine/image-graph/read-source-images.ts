import type { Platform } from '../../../shared/models/image.ts';
import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import type { ReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Attachments } from './attachments.ts';
import { noAttachments, readAttachments } from './attachments.ts';
import type { ReadManifests } from './find-referrers.ts';
import { findReferrers } from './find-referrers.ts';
import { imageMissingError } from './image-unavailable.ts';
import type { ManifestReader } from './manifest-reader.ts';
import { createManifestReader } from './manifest-reader.ts';
import { assertNothingMissing, assertReadable } from './missing-manifests.ts';
import type { ImageSelection, LoadedImage, SourceImage } from './source-image.ts';
import type { TrimmedImage } from './trim-index.ts';
import { trimImage } from './trim-index.ts';

type ImageOptions = Pick<ReplicationOptions, 'referrers' | 'platforms' | 'missingManifests'>;

const sourceError = (error: Pick<ErrorData, 'code' | 'message' | 'action'>): EngineError =>
  new EngineError({ side: 'source', retryable: false, ...error });

const nothingLeftError = (digest: string, platforms: readonly Platform[] | undefined): EngineError =>
  sourceError({
    code: 'image-unsupported',
    message:
      platforms === undefined
        ? `The index ${shortDigest(digest)} names no manifest that the source has, so there is nothing to copy.`
        : `The index ${shortDigest(digest)} has none of the platforms ${platforms.map(formatPlatform).join(', ')}. Choose others.`,
  });

/**
 * Trims the image to the chosen platforms.
 *
 * @throws EngineError `image-not-found`; `image-incomplete` when an index names a manifest that the source does not
 *   have and `missingManifests` is not `leave-out`; `image-unsupported` when nothing is left; the problem of a manifest
 *   that cannot be read.
 */
function trimRoot(
  digest: string,
  { manifests, problems }: ReadManifests,
  options: ImageOptions,
): TrimmedImage {
  const root = manifests.get(digest);
  if (!root) throw problems.get(digest) ?? imageMissingError(digest);
  const trimmed = trimImage(root, manifests, options.platforms);
  assertReadable(trimmed.leftOut, problems);
  if (trimmed.manifests.length === 0) throw nothingLeftError(digest, options.platforms);
  assertNothingMissing(digest, trimmed.leftOut, options.missingManifests);
  return trimmed;
}

/** Selects the manifests that exist at the source: attachments of a rewritten index refer to the original one. */
const selectSubjects = (manifests: readonly Manifest[], read: ReadManifests): readonly string[] =>
  manifests.map(({ digest }) => digest).filter((digest) => read.manifests.has(digest));

/** Collects the archived manifests of an image and its referrers. */
function collectArchived(
  digest: string,
  { bySubject }: Attachments,
  { manifests, archived }: ReadManifests,
  { platforms }: ImageOptions,
): readonly string[] {
  const found = new Set<string>();
  const visited = new Set<string>();
  const visit = (each: string, chosen: ImageOptions['platforms']): void => {
    if (visited.has(each)) return;
    visited.add(each);
    if (archived.has(each)) found.add(each);
    const manifest = manifests.get(each);
    if (!manifest) return;
    const trimmed = trimImage(manifest, manifests, chosen);
    for (const missing of trimmed.leftOut) if (missing.reason === 'missing') visit(missing.digest, undefined);
    for (const part of [manifest, ...trimmed.manifests]) {
      visited.add(part.digest);
      for (const attachment of bySubject.get(part.digest) ?? []) {
        if (attachment.isArchived) found.add(attachment.digest);
        visit(attachment.digest, undefined);
      }
    }
  };
  visit(digest, platforms);
  return [...found];
}

/** Returns the result, or the EngineError that the work threw. */
function attempt<T>(work: () => T): { readonly value: T } | { readonly error: EngineError } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof EngineError) return { error };
    throw error;
  }
}

/**
 * Reads the manifests of several images of one repository and of their referrers, for all images at once. An image that
 * cannot be copied is `unreadable` and does not affect the others.
 *
 * @param reader can have read some of the manifests before.
 * @throws EngineError when the source cannot be read.
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
    'value' in root ? selectSubjects(root.value.manifests, reader) : [],
  );
  const attachments = options.referrers
    ? await readAttachments(repository, subjects, reader, signal)
    : noAttachments;

  return roots.map(({ selection, root }): LoadedImage => {
    const { digest, tags } = selection;
    const loaded = attempt((): SourceImage => {
      if ('error' in root) throw root.error;
      const { manifests, leftOut } = root.value;
      const rootSubjects = selectSubjects(manifests, reader);
      const found = findReferrers(rootSubjects, attachments, reader, options.missingManifests);
      return {
        repository,
        digest,
        tags,
        manifests,
        leftOut: [...leftOut, ...found.leftOut],
        referrers: found.referrers,
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
