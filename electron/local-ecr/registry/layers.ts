import type { BlobContent } from '../blobs/blob-store.ts';
import { EcrError } from './ecr-error.ts';
import { within, type Layer, type Repository } from './repository.ts';

export type LayerAvailability = 'AVAILABLE' | 'UNAVAILABLE' | 'ARCHIVED';

/**
 * Adds a layer to a repository without an upload, as seeding and mounting do; an existing layer is not changed. The digest
 * must be correct: it is not computed again.
 */
export function addLayer(repository: Repository, digest: string, content: BlobContent): Layer {
  const existing = repository.layers.get(digest);
  if (existing) return existing;
  const layer: Layer = { digest, content, images: new Set() };
  repository.layers.set(digest, layer);
  return layer;
}

/** The layer, unless the registry does not report it yet. */
export function reportedLayer(repository: Repository, digest: string): Layer | undefined {
  const layer = repository.layers.get(digest);
  return layer && (layer.reportedFrom ?? 0) <= Date.now() ? layer : undefined;
}

/** The availability in BatchCheckLayerAvailability: ARCHIVED when every image with the layer is archived. */
export function layerAvailability(repository: Repository, digest: string): LayerAvailability {
  const layer = reportedLayer(repository, digest);
  if (!layer) return 'UNAVAILABLE';
  return layer.images.size > 0 && !isInActiveImage(repository, layer) ? 'ARCHIVED' : 'AVAILABLE';
}

/**
 * @returns the layer, if an image that is not archived contains it
 * @throws EcrError LayersNotFoundException, LayerInaccessibleException
 */
export function downloadableLayer(repository: Repository, digest: string): Layer {
  const layer = repository.layers.get(digest);
  if (!layer) {
    throw new EcrError(
      'LayersNotFoundException',
      `The layer with digest '${digest}' does not exist ${within(repository)}`,
    );
  }
  if (isInActiveImage(repository, layer)) return layer;
  throw new EcrError(
    'LayerInaccessibleException',
    'The specified layer is not available because it is not associated with an image. Unassociated image layers may be cleaned up at any time.',
  );
}

/** Removes every layer without an image, as ECR can at any time. @returns their digests. */
export function collectUnreferencedLayers(repository: Repository): readonly string[] {
  const unreferenced = [...repository.layers.values()].filter((layer) => layer.images.size === 0);
  for (const layer of unreferenced) repository.layers.delete(layer.digest);
  return unreferenced.map((layer) => layer.digest);
}

function isInActiveImage(repository: Repository, layer: Layer): boolean {
  return [...layer.images].some((digest) => repository.images.get(digest)?.status === 'ACTIVE');
}
