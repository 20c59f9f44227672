import type { BlobContent } from '../blobs/blob-store.ts';
import { type Layer, type Repository } from './repository.ts';
export type LayerAvailability = 'AVAILABLE' | 'UNAVAILABLE' | 'ARCHIVED';
/**
 * Puts a layer into a repository without an upload, as seeds and mounts do; a layer that is there stays as it is.
 * The digest must be the content's own: it is not computed again.
 */
export declare function addLayer(repository: Repository, digest: string, content: BlobContent): Layer;
/** What BatchCheckLayerAvailability says of a layer: ARCHIVED when every image that names it is archived. */
export declare function layerAvailability(repository: Repository, digest: string): LayerAvailability;
/**
 * The layer, if it may be downloaded: it is here and an image that is not archived names it.
 *
 * @throws EcrError LayersNotFoundException, LayerInaccessibleException
 */
export declare function downloadableLayer(repository: Repository, digest: string): Layer;
/** Removes every layer that no image names, as ECR may do at any time. Returns their digests. */
export declare function collectUnreferencedLayers(repository: Repository): readonly string[];
