import type { Plan, PlannedImage } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';

interface LayerCount {
  readonly existing: number;
  readonly missing: number;
  /** The size of the missing blobs in bytes. */
  readonly bytes: number;
}

/** Counts the distinct layers of a plan without configs; the bytes include configs. */
export function countLayers({ blobs, bytes }: Plan): LayerCount {
  const layers = blobs.filter(({ kind }) => kind === 'layer');
  const existing = layers.filter(({ present }) => present).length;
  return { existing, missing: layers.length - existing, bytes: bytes.toTransfer };
}

/** Counts the layers of one image; a layer that several images share counts for each. */
export function countImageLayers(image: PlannedImage, plan: Plan): LayerCount {
  const attached = image.referrers.flatMap(({ manifests }) => manifests);
  const digests = new Set([...image.manifests, ...attached].flatMap(({ blobs }) => blobs));
  const blobs = plan.blobs.filter(({ digest }) => digests.has(digest));
  const missing = blobs.filter(({ present }) => !present);
  const layers = blobs.filter(({ kind }) => kind === 'layer');
  const missingLayers = missing.filter(({ kind }) => kind === 'layer').length;
  return {
    existing: layers.length - missingLayers,
    missing: missingLayers,
    bytes: missing.reduce((sum, { size }) => sum + size, 0),
  };
}

/** The images without blockers. */
export const copiedImages = ({ images }: Plan): readonly PlannedImage[] =>
  images.filter((image) => !isBlocked(image));

/** The number of tags that are created or moved. */
export const countTagWrites = (plan: Plan): number =>
  copiedImages(plan)
    .flatMap(({ tags }) => tags)
    .filter(({ kind }) => kind === 'create' || kind === 'move').length;
