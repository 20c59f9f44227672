import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { findAvailableLayers } from '../ecr/layer-availability.ts';
import type { RepositoryListing } from '../ecr/repository-contents.ts';
import { readStoredImages } from '../ecr/stored-images.ts';
import { EngineError } from '../errors/engine-error.ts';
import { chunk } from '../ecr/chunk.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { parseManifest } from '../manifest/manifest.ts';

/** Blobs up to which a registry is asked about each, 100 a call. For more, a plan relies on what manifests state. */
export const maxCheckedBlobs = 1_000;

/** Manifests that are in memory at once while their layers are collected. */
const manifestsAtOnce = 1_000;

const listBlobs = ({ content }: Manifest): readonly string[] =>
  content.kind === 'image' ? content.blobs.map(({ digest }) => digest) : [];

/** The layers of a manifest at the destination, whose other properties do not matter. */
function listBlobsOfText(digest: string, mediaType: string, text: string): readonly string[] {
  try {
    return listBlobs(parseManifest(digest, mediaType, text));
  } catch (error) {
    if (error instanceof EngineError) return [];
    throw error;
  }
}

async function findLayersOfManifests(
  handle: RepositoryHandle,
  digests: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const some of chunk(digests, manifestsAtOnce)) {
    const { manifests } = await readStoredImages(handle, { digests: some });
    for (const [digest, { mediaType, text }] of manifests)
      for (const blob of listBlobsOfText(digest, mediaType, text)) if (wanted.has(blob)) found.add(blob);
  }
  return [...found];
}

/** The blobs of a plan that the destination has, by digest. */
export interface DestinationLayers {
  readonly layers: ReadonlySet<string>;
  /** Whether the destination was asked about each blob of manifests that it does not have. */
  readonly areChecked: boolean;
}

/**
 * Finds which blobs of these manifests the destination has. ECR keeps the layers of stored manifests; it is asked about
 * the other blobs. When those are many, and the destination was listed and has fewer manifests, the blobs of all its
 * manifests answer the same, except for layers of interrupted copies that no manifest names yet.
 *
 * @param stored digests of the manifests that the destination has and returns.
 * @throws EngineError when the destination cannot be read.
 */
export async function findDestinationLayers(
  handle: RepositoryHandle,
  manifests: readonly Manifest[],
  stored: ReadonlySet<string>,
  listing: RepositoryListing | undefined,
): Promise<DestinationLayers> {
  const layers = new Set<string>();
  for (const manifest of manifests)
    if (stored.has(manifest.digest)) for (const digest of listBlobs(manifest)) layers.add(digest);
  const unknown = new Set<string>();
  for (const manifest of manifests)
    for (const digest of listBlobs(manifest)) if (!layers.has(digest)) unknown.add(digest);

  const planned = new Set(manifests.map(({ digest }) => digest));
  const others = [...(listing?.statuses ?? [])].flatMap(([digest, status]) =>
    status === 'ACTIVE' && !planned.has(digest) ? digest : [],
  );
  const areChecked = !listing || unknown.size <= maxCheckedBlobs || others.length >= unknown.size;
  const found = areChecked
    ? await findAvailableLayers(handle, [...unknown])
    : await findLayersOfManifests(handle, others, unknown);
  for (const digest of found) layers.add(digest);
  return { layers, areChecked };
}
