import { PutImageCommand } from '@aws-sdk/client-ecr';
import { digestsOfTags, presentManifests } from '../ecr/get-manifests.ts';
import type { BlobDescriptor, Manifest } from '../ecr/manifest.ts';
import { causeOf } from '../errors/cause-of.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import type { SourceImage } from './source-image.ts';

/** How often what ECR calls missing is supplied before its answer is believed. */
const mostRepairs = 3;

export interface PutContext {
  readonly signal: AbortSignal | undefined;
  /** Uploads those of the blobs that the destination lacks. */
  readonly supplyLayers: (blobs: readonly BlobDescriptor[]) => Promise<void>;
  readonly tagWritten: (tag: string) => void;
}

const mismatch = (digest: string, answered: string | undefined): EngineError =>
  new EngineError({
    code: 'digest-mismatch',
    message: `The destination stored ${answered ?? 'no digest'} instead of ${digest}. Look at the repository before using the image.`,
    side: 'destination',
    retryable: false,
  });

/** Puts one manifest, with one tag or none. A request under way is not cut off: its answer says what was written. */
async function putManifest(
  { registry, name }: RepositoryHandle,
  manifest: Manifest,
  imageTag?: string,
): Promise<void> {
  const input = {
    registryId: registry.registryId,
    repositoryName: name,
    imageManifest: manifest.text,
    imageManifestMediaType: manifest.mediaType,
    imageDigest: manifest.digest,
    imageTag,
  };
  const { image } = await registry.call('PutImage', (ecr) => ecr.send(new PutImageCommand(input)), {
    repositoryName: name,
  });
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
  switch (causeOf(error).name) {
    case 'ImageAlreadyExistsException':
      return 'done';
    case 'ImageTagAlreadyExistsException': {
      if (tag === undefined) return 'lasting';
      const digests = await digestsOfTags(destination.registry, destination.name, [tag]);
      return digests.get(tag) === manifest.digest ? 'done' : 'lasting';
    }
    case 'LayersNotFoundException':
      return 'layers-missing';
    case 'ReferencedImagesNotFoundException':
      return 'children-missing';
    default:
      return 'lasting';
  }
}

/**
 * Writes the manifests of an image whose layers are there: children first and by digest alone, then the image itself
 * untagged, then each tag. What the destination holds already is not written again. Layers or children that ECR
 * calls missing are supplied, a bounded number of times.
 *
 * @throws EngineError, with no tag set on anything incomplete.
 */
export async function putImageManifests(
  { manifests }: SourceImage,
  destination: RepositoryHandle,
  tags: readonly string[],
  { signal, supplyLayers, tagWritten }: PutContext,
): Promise<void> {
  const root = manifests.at(-1);
  if (!root) return;
  const { registry, name } = destination;
  const digests = manifests.map(({ digest }) => digest);

  const put = async (manifest: Manifest, tag?: string): Promise<void> => {
    for (let repairs = 0; ; repairs += 1) {
      signal?.throwIfAborted();
      try {
        return await putManifest(destination, manifest, tag);
      } catch (error) {
        const refusal = await judge(error, destination, manifest, tag);
        if (refusal === 'done') return;
        if (refusal === 'lasting' || repairs >= mostRepairs) throw error;
        if (refusal === 'layers-missing' && manifest.content.kind === 'image')
          await supplyLayers(manifest.content.blobs);
        if (refusal === 'children-missing') await putMissing();
      }
    }
  };

  const putMissing = async (): Promise<void> => {
    const present = await presentManifests(registry, name, digests, signal);
    for (const manifest of manifests) {
      if (manifest !== root && !present.has(manifest.digest)) await put(manifest);
    }
    if (!present.has(root.digest)) await put(root);
  };

  await putMissing();
  const current = await digestsOfTags(registry, name, tags, signal);
  for (const tag of tags) {
    if (current.get(tag) === root.digest) continue;
    await put(root, tag);
    tagWritten(tag);
  }
}
