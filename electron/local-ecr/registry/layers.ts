import type { BlobContent } from '../blobs/blob-store.ts';
import { EcrError } from './ecr-error.ts';
import { within, type Layer, type Repository } from './repository.ts';

export type LayerAvailability = 'AVAILABLE' | 'UNAVAILABLE' | 'ARCHIVED';

/**
 * Puts a layer into a repository without an upload, as seeds and mounts do; a layer that is there stays as it is.
 * The digest must be the content's own: it is not computed again.
 */
export function addLayer(repository: Repository, digest: string, content: BlobContent): Layer {
  const existing = repository.layers.get(digest);
  if (existing) return existing;
  const layer: Layer = { digest, content, images: new Set() };
  repository.layers.set(digest, layer);
  return layer;
}

/** What BatchCheckLayerAvailability says of a layer: ARCHIVED when every image that names it is archived. */
export function layerAvailability(repository: Repository, digest: string): LayerAvailability {
  const layer = repository.layers.get(digest);
  if (!layer) return 'UNAVAILABLE';
  return layer.images.size > 0 && !isInActiveImage(repository, layer) ? 'ARCHIVED' : 'AVAILABLE';
}

/**
 * The layer, if it may be downloaded: it is here and an image that is not archived names it.
 *
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

/** Removes every layer that no image names, as ECR may do at any time. Returns their digests. */
export function collectUnreferencedLayers(repository: Repository): readonly string[] {
  const unreferenced = [...repository.layers.values()].filter((layer) => layer.images.size === 0);
  for (const layer of unreferenced) repository.layers.delete(layer.digest);
  return unreferenced.map((layer) => layer.digest);
}

function isInActiveImage(repository: Repository, layer: Layer): boolean {
  return [...layer.images].some((digest) => repository.images.get(digest)?.status === 'ACTIVE');
}
