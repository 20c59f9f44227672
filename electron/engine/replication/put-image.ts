import { PutImageCommand } from '@aws-sdk/client-ecr';
import { isRecent } from '../async/is-recent.ts';
import { delayAbort } from '../async/abort.ts';
import type { Failure, RepairPolicy } from '../async/repair.ts';
import { withRepair } from '../async/repair.ts';
import type { StoredImages } from '../ecr/stored-images.ts';
import { readStoredImagesIfAllowed } from '../ecr/stored-images.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { BlobDescriptor, Manifest } from '../manifest/manifest.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import type { TagWrites } from './tag-writes.ts';
import { collectManifests } from '../image-graph/source-image.ts';

/** Repairs of one PutImage for which ECR reports missing layers or children. ECR may need a moment to see new ones. */
const missingContentsPolicy: RepairPolicy = { maxRepairs: 4, waitStep: 300 };

/** Milliseconds for which it is relied on where tags point; a longer time can be that of a whole copy. */
const tagsLifetime = 1_000;

/** What the destination has of an image, how its layers are uploaded, and which tags are reported. */
export interface PutContext {
  readonly signal: AbortSignal | undefined;
  /** What the destination has of the image, and when that was read; read when not given. */
  readonly stored?: (StoredImages & ReadTime) | undefined;
  /** Uploads those of the blobs that the destination lacks. */
  readonly uploadMissingLayers: (blobs: readonly BlobDescriptor[]) => Promise<void>;
  /** Shared by all replicators. */
  readonly tagWrites: TagWrites;
  readonly onTagWritten: (tag: string) => void;
  /** Called when PutImage was canceled before its response. */
  readonly onTagUnsure: (tag: string) => void;
}

const digestMismatchError = (digest: string, stored: string | undefined): EngineError =>
  new EngineError({
    code: 'digest-mismatch',
    message: `The destination stored ${stored ?? 'no digest'} instead of ${digest}. Check the repository before you use the image.`,
    side: 'destination',
    retryable: false,
  });

/** When contents were read: milliseconds since 1970. Unknown when absent. */
export interface ReadTime {
  readonly readAt?: number;
}

/** A tag that somebody else changed since it was read is not written: it would be lost where it points now. */
const tagChangedError = (tag: string, digest: string | undefined): EngineError =>
  new EngineError({
    code: 'plan-outdated',
    message: `Tag ${tag} was ${digest === undefined ? 'deleted' : `moved to ${digest}`} at the destination during the copy, and was left there. Review the plan again to decide about it.`,
    side: 'destination',
    retryable: false,
    action: 'plan-again',
  });

/** The error when layers or children of a manifest are missing after every repair. */
const contentsDeleted = (error: unknown, { digest }: Manifest, name: string): unknown =>
  error instanceof EngineError
    ? new EngineError(
        {
          ...error.data,
          message: `Manifest ${digest} could not be written: its contents are deleted from ${name} again and again. Check for a lifecycle policy or a cleanup job there, then try again.`,
        },
        error.cause,
      )
    : error;

/** Calls PutImage for one manifest, with one tag or none. @throws EngineError also when ECR stored another digest. */
async function putManifest(
  { registry, name }: RepositoryHandle,
  manifest: Manifest,
  imageTag: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const input = {
    registryId: registry.registryId,
    repositoryName: name,
    imageManifest: manifest.text,
    imageManifestMediaType: manifest.mediaType || undefined,
    imageDigest: manifest.digest,
    imageTag,
  };
  const { image } = await registry.call(
    'PutImage',
    (ecr) => delayAbort(signal, (abortSignal) => ecr.send(new PutImageCommand(input), { abortSignal })),
    { repositoryName: name, digest: manifest.digest, signal },
  );
  const stored = image?.imageId?.imageDigest;
  if (stored !== manifest.digest) throw digestMismatchError(manifest.digest, stored);
}

/** Whether a tag that cannot be changed points to the digest already. */
async function hasTag(destination: RepositoryHandle, tag: string, digest: string): Promise<boolean> {
  const { stored } = await readStoredImagesIfAllowed(destination, { tags: [tag] });
  return stored.tags.get(tag) === digest;
}

/** A tag and its manifest. */
export interface TagWrite {
  readonly tag: string;
  readonly manifest: Manifest;
}

/** Lists the tags to write. Tags of referrers come first, so that they are there when the image's own tag is pulled. */
export function listTagWrites(image: SourceImage, tags: readonly string[]): readonly TagWrite[] {
  const root = image.manifests.at(-1);
  const referrerTags = image.referrers.flatMap(({ tag, manifests }) => {
    const manifest = manifests.at(-1);
    return tag !== undefined && manifest ? [{ tag, manifest }] : [];
  });
  return root ? [...referrerTags, ...tags.map((tag) => ({ tag, manifest: root }))] : referrerTags;
}

/**
 * Writes the manifests of an image whose layers are at the destination: children first and by digest, then the image
 * itself without a tag, then its referrers, then each tag. An image without referrers is written with its first tag at
 * once. Manifests and tags that the destination has are not written again.
 *
 * Retry: every call has the policy of its connection. It is safe to repeat, because the same digest under the same tag is
 * the wanted result. Layers and children that ECR reports as missing are written first (`missingContentsPolicy`).
 *
 * ECR has no condition for moving a tag, so tags are read again a moment before they are written.
 *
 * @throws EngineError, with no tag on an incomplete image; `plan-outdated` when somebody else changed a tag meanwhile.
 */
export async function putImageManifests(
  image: SourceImage,
  destination: RepositoryHandle,
  tags: readonly string[],
  { signal, stored: knownImages, uploadMissingLayers, tagWrites, onTagWritten, onTagUnsure }: PutContext,
): Promise<void> {
  const { name } = destination;
  const manifests = collectManifests(image);

  const classify = async (error: unknown, manifest: Manifest, tag?: string): Promise<Failure<void>> => {
    const repairWith = (repair: () => Promise<void>): Failure<void> => ({
      kind: 'repairable',
      repair,
      errorWhenSpent: contentsDeleted(error, manifest, name),
    });
    switch (readRootCause(error).name) {
      case 'ImageAlreadyExistsException':
        return { kind: 'already-applied', result: undefined };
      case 'ImageTagAlreadyExistsException':
        return tag !== undefined && (await hasTag(destination, tag, manifest.digest))
          ? { kind: 'already-applied', result: undefined }
          : { kind: 'final', error };
      case 'LayersNotFoundException':
        return repairWith(async () => {
          if (manifest.content.kind === 'image') await uploadMissingLayers(manifest.content.blobs);
        });
      case 'ReferencedImagesNotFoundException':
        // Children come before their manifest, so that each repair concerns fewer manifests than the one before.
        return repairWith(() => putMissing(manifests.slice(0, manifests.indexOf(manifest))));
      default:
        return { kind: 'final', error };
    }
  };

  const put = (manifest: Manifest, tag?: string): Promise<void> =>
    withRepair(
      missingContentsPolicy,
      signal,
      () => putManifest(destination, manifest, tag, signal),
      (error) => {
        if (tag !== undefined && signal?.aborted) onTagUnsure(tag);
        return classify(error, manifest, tag);
      },
    );

  const putMissing = async (wanted: readonly Manifest[]): Promise<void> => {
    const digests = wanted.map(({ digest }) => digest);
    const { stored } = await readStoredImagesIfAllowed(destination, { digests }, signal);
    for (const manifest of wanted) {
      if (!stored.manifests.has(manifest.digest)) await put(manifest);
    }
  };

  const ownWrites = listTagWrites(image, tags);
  const wanted = { digests: manifests.map(({ digest }) => digest), tags: ownWrites.map(({ tag }) => tag) };
  let tagsReadAt = knownImages ? (knownImages.readAt ?? 0) : Date.now();
  /** On the clock of `performance.now`; writes of other replicators since then are not in what was read. */
  let tagsReadSince = knownImages ? 0 : performance.now();
  const stored = knownImages ?? (await readStoredImagesIfAllowed(destination, wanted, signal)).stored;

  const findOtherWrite = ({ tag, manifest }: TagWrite): string | undefined =>
    tagWrites.findOther({ destination, tag, digest: manifest.digest }, tagsReadSince);

  const assertTagsUnchanged = async (writes: readonly TagWrite[]): Promise<void> => {
    const now = Date.now();
    const isOverwriting = writes.some((write) => findOtherWrite(write) !== undefined);
    if (isRecent(tagsReadAt, tagsLifetime, now) && !isOverwriting) return;
    tagsReadSince = performance.now();
    const names = writes.map(({ tag }) => tag);
    const { stored: current, error } = await readStoredImagesIfAllowed(destination, { tags: names }, signal);
    tagsReadAt = now;
    if (error) return;
    for (const { tag, manifest } of writes) {
      const digest = current.tags.get(tag);
      if (digest !== manifest.digest && digest !== stored.tags.get(tag)) throw tagChangedError(tag, digest);
    }
  };

  const last = manifests.at(-1);
  for (const manifest of manifests) {
    const isPutWithTag = manifest === last && ownWrites[0]?.manifest.digest === manifest.digest;
    if (!stored.manifests.has(manifest.digest) && !isPutWithTag) await put(manifest);
  }
  for (const [index, write] of ownWrites.entries()) {
    const { tag, manifest } = write;
    await assertTagsUnchanged(ownWrites.slice(index));
    if (stored.tags.get(tag) === manifest.digest) continue;
    const other = findOtherWrite(write);
    if (other !== undefined) throw tagChangedError(tag, other);
    await tagWrites.run({ destination, tag, digest: manifest.digest }, () => put(manifest, tag));
    onTagWritten(tag);
  }
}
