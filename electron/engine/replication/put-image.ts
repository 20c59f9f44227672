import { setTimeout as delay } from 'node:timers/promises';
import { PutImageCommand } from '@aws-sdk/client-ecr';
import type { StoredImages } from '../ecr/get-manifests.ts';
import { readStoredImagesIfAllowed } from '../ecr/get-manifests.ts';
import type { BlobDescriptor, Manifest } from '../manifest/manifest.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectManifests } from '../image-graph/source-image.ts';
import { withGrace } from '../async/await-answer.ts';

/** How often what ECR calls missing is supplied before its answer is believed. */
const maxRepairs = 4;
/** Milliseconds more before each repair after the first. */
const repairWait = 300;

export interface PutContext {
  readonly signal: AbortSignal | undefined;
  /** What the destination was just seen to hold of the image; asked for when not given. */
  readonly stored?: StoredImages | undefined;
  /** Uploads those of the blobs that the destination lacks. */
  readonly supplyLayers: (blobs: readonly BlobDescriptor[]) => Promise<void>;
  readonly tagWritten: (tag: string) => void;
  /** The tag's writing was cut off before ECR answered. */
  readonly tagUnsure: (tag: string) => void;
}

const mismatch = (digest: string, answered: string | undefined): EngineError =>
  new EngineError({
    code: 'digest-mismatch',
    message: `The destination stored ${answered ?? 'no digest'} instead of ${digest}. Look at the repository before using the image.`,
    side: 'destination',
    retryable: false,
  });

/** What a manifest names was supplied and is missing all the same; with the manifest named. */
const keepsVanishing = (error: unknown, { digest }: Manifest, name: string): unknown =>
  error instanceof EngineError
    ? new EngineError(
        {
          ...error.data,
          message: `Manifest ${digest} could not be written: what it names is deleted from ${name} again and again. Look for a lifecycle policy or somebody who cleans up there, then try again.`,
        },
        error.cause,
      )
    : error;

/** Puts one manifest, with one tag or none. A request under way is cut off late: its answer says what was written. */
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
    (ecr) => withGrace(signal, (abortSignal) => ecr.send(new PutImageCommand(input), { abortSignal })),
    { repositoryName: name, digest: manifest.digest, signal },
  );
  const answered = image?.imageId?.imageDigest;
  if (answered !== manifest.digest) throw mismatch(manifest.digest, answered);
}

type Refusal = 'done' | 'layers-missing' | 'children-missing' | 'lasting';

/** What a refused PutImage means. The same digest under the same tag is what was wanted. */
async function judge(
  error: unknown,
  destination: RepositoryHandle,
  manifest: Manifest,
  tag?: string,
): Promise<Refusal> {
  switch (readRootCause(error).name) {
    case 'ImageAlreadyExistsException':
      return 'done';
    case 'ImageTagAlreadyExistsException': {
      if (tag === undefined) return 'lasting';
      const { registry, name } = destination;
      const { stored } = await readStoredImagesIfAllowed(registry, name, { tags: [tag] });
      return stored.tags.get(tag) === manifest.digest ? 'done' : 'lasting';
    }
    case 'LayersNotFoundException':
      return 'layers-missing';
    case 'ReferencedImagesNotFoundException':
      return 'children-missing';
    default:
      return 'lasting';
  }
}

/** A tag and the manifest that it is to point at. */
export interface TagWrite {
  readonly tag: string;
  readonly manifest: Manifest;
}

/** The tags that tie referrers to the image come first: whoever pulls by the image's own tag finds them there. */
export function tagWrites(image: SourceImage, tags: readonly string[]): readonly TagWrite[] {
  const root = image.manifests.at(-1);
  const ofReferrers = image.referrers.flatMap(({ tag, manifests }) => {
    const manifest = manifests.at(-1);
    return tag !== undefined && manifest ? [{ tag, manifest }] : [];
  });
  return root ? [...ofReferrers, ...tags.map((tag) => ({ tag, manifest: root }))] : ofReferrers;
}

/**
 * Writes the manifests of an image whose layers are there: children first and by digest alone, then the image itself
 * untagged, then what is attached to it, then each tag. Where nothing is attached the image is written with its first
 * tag at once. What the destination holds already is not written again.
 * Layers or children that ECR calls missing are supplied, a bounded number of times.
 *
 * @throws EngineError, with no tag set on anything incomplete.
 */
export async function putImageManifests(
  image: SourceImage,
  destination: RepositoryHandle,
  tags: readonly string[],
  { signal, stored: known, supplyLayers, tagWritten, tagUnsure }: PutContext,
): Promise<void> {
  const { registry, name } = destination;
  const manifests = collectManifests(image);

  const put = async (manifest: Manifest, tag?: string): Promise<void> => {
    for (let repairs = 0; ; repairs += 1) {
      signal?.throwIfAborted();
      try {
        return await putManifest(destination, manifest, tag, signal);
      } catch (error) {
        if (tag !== undefined && signal?.aborted) tagUnsure(tag);
        const refusal = await judge(error, destination, manifest, tag);
        if (refusal === 'done') return;
        if (refusal === 'lasting') throw error;
        if (repairs >= maxRepairs) throw keepsVanishing(error, manifest, name);
        // What was just completed may take ECR a moment to see.
        await delay(repairWait * repairs, undefined, signal ? { signal } : {});
        if (refusal === 'layers-missing' && manifest.content.kind === 'image')
          await supplyLayers(manifest.content.blobs);
        // Its children stand before it, so each repair concerns fewer manifests than the last.
        if (refusal === 'children-missing') await putMissing(manifests.slice(0, manifests.indexOf(manifest)));
      }
    }
  };

  const putMissing = async (wanted: readonly Manifest[]): Promise<void> => {
    const digests = wanted.map(({ digest }) => digest);
    const { stored } = await readStoredImagesIfAllowed(registry, name, { digests }, signal);
    for (const manifest of wanted) {
      if (!stored.manifests.has(manifest.digest)) await put(manifest);
    }
  };

  const writes = tagWrites(image, tags);
  const wanted = { digests: manifests.map(({ digest }) => digest), tags: writes.map(({ tag }) => tag) };
  const stored = known ?? (await readStoredImagesIfAllowed(registry, name, wanted, signal)).stored;
  const last = manifests.at(-1);
  for (const manifest of manifests) {
    const comesWithTag = manifest === last && writes[0]?.manifest.digest === manifest.digest;
    if (!stored.manifests.has(manifest.digest) && !comesWithTag) await put(manifest);
  }
  for (const { tag, manifest } of writes) {
    if (stored.tags.get(tag) === manifest.digest) continue;
    await put(manifest, tag);
    tagWritten(tag);
  }
}
