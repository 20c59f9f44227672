import type { Plan, PlannedImage } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';

interface LayerCount {
  readonly there: number;
  readonly missing: number;
  /** Bytes that are missing. */
  readonly bytes: number;
}

/** The layers (configs aside) of a whole plan, each once; the bytes count configs, too. */
export function countLayers({ blobs, bytes }: Plan): LayerCount {
  const layers = blobs.filter(({ kind }) => kind === 'layer');
  const there = layers.filter(({ present }) => present).length;
  return { there, missing: layers.length - there, bytes: bytes.toMove };
}

/** What one image lacks at the destination; a layer that several images share counts for each. */
export function countImageLayers(image: PlannedImage, plan: Plan): LayerCount {
  const attached = image.referrers.flatMap(({ manifests }) => manifests);
  const digests = new Set([...image.manifests, ...attached].flatMap(({ blobs }) => blobs));
  const blobs = plan.blobs.filter(({ digest }) => digests.has(digest));
  const missing = blobs.filter(({ present }) => !present);
  const layers = blobs.filter(({ kind }) => kind === 'layer');
  const missingLayers = missing.filter(({ kind }) => kind === 'layer').length;
  return {
    there: layers.length - missingLayers,
    missing: missingLayers,
    bytes: missing.reduce((sum, { size }) => sum + size, 0),
  };
}

/** The images that are copied. */
export const copiedImages = ({ images }: Plan): readonly PlannedImage[] =>
  images.filter((image) => !isBlocked(image));

/** How many tags are created or moved. */
export const countTagWrites = (plan: Plan): number =>
  copiedImages(plan)
    .flatMap(({ tags }) => tags)
    .filter(({ kind }) => kind === 'create' || kind === 'move').length;
