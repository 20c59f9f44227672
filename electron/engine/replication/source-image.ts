import { EngineError } from '../errors/engine-error.ts';
import { getManifests } from '../ecr/get-manifests.ts';
import type { BlobDescriptor, Manifest } from '../ecr/manifest.ts';
import type { RepositoryHandle } from './repository-handle.ts';

/** An image at its source with all its manifests, read and checked. */
export interface SourceImage {
  readonly repository: RepositoryHandle;
  readonly digest: string;
  readonly tags: readonly string[];
  /** Children before the index that names them; the image's own manifest is the last. Each once. */
  readonly manifests: readonly Manifest[];
}

export interface ImageSelection {
  readonly digest: string;
  readonly tags: readonly string[];
}

const childDigests = ({ content }: Manifest): readonly string[] =>
  content.kind === 'index' ? content.children.map(({ digest }) => digest) : [];

/** Every blob that the image needs at the destination, each once. */
export function blobsOf({ manifests }: Pick<SourceImage, 'manifests'>): readonly BlobDescriptor[] {
  const blobs = new Map<string, BlobDescriptor>();
  for (const { content } of manifests) {
    if (content.kind !== 'image') continue;
    for (const blob of content.blobs) blobs.set(blob.digest, blob);
  }
  return [...blobs.values()];
}

const missing = (digest: string, parent: string | undefined): EngineError =>
  parent === undefined
    ? new EngineError({
        code: 'image-not-found',
        message: `The image ${digest} is no longer at the source. Refresh the list and choose again.`,
        side: 'source',
        retryable: false,
        action: 'plan-again',
      })
    : new EngineError({
        code: 'image-not-found',
        message: `The index ${parent} names ${digest}, which the source does not hold. It cannot be copied whole, so it is not copied.`,
        side: 'source',
        retryable: false,
      });

/** The manifests below and including `digest`, children first. */
function inOrder(root: string, held: ReadonlyMap<string, Manifest>): readonly Manifest[] {
  const ordered = new Map<string, Manifest>();
  const visit = (digest: string, parent: string | undefined): void => {
    if (ordered.has(digest)) return;
    const manifest = held.get(digest);
    if (!manifest) throw missing(digest, parent);
    for (const child of childDigests(manifest)) visit(child, digest);
    ordered.set(digest, manifest);
  };
  visit(root, undefined);
  return [...ordered.values()];
}

/**
 * Reads the manifests of several images of one repository, level by level: 100 manifests a call.
 *
 * @throws EngineError `image-not-found` when an image, or a manifest that an index names, is not there.
 */
export async function loadSourceImages(
  repository: RepositoryHandle,
  selections: readonly ImageSelection[],
  signal?: AbortSignal,
): Promise<readonly SourceImage[]> {
  const held = new Map<string, Manifest>();
  let wanted: readonly string[] = selections.map(({ digest }) => digest);
  while (wanted.length > 0) {
    const fetched = await getManifests(repository.registry, repository.name, wanted, signal);
    for (const [digest, manifest] of fetched) held.set(digest, manifest);
    wanted = [...fetched.values()].flatMap(childDigests).filter((digest) => !held.has(digest));
  }
  return selections.map(({ digest, tags }) => ({
    repository,
    digest,
    tags,
    manifests: inOrder(digest, held),
  }));
}
