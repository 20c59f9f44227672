import type { Plan, PlannedImage } from './plan.ts';
import { isBlocked } from './plan.ts';

/**
 * The quota of PutImage calls a second, for each account and Region.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 */
export const putImagesPerSecond = 10;

const isWrite = (kind: string): boolean => kind === 'create' || kind === 'move';

/** Counts the PutImage calls that images need: one for each missing manifest and one for each written tag. */
export function countPutImageCalls(images: readonly PlannedImage[]): number {
  const missing = new Set<string>();
  let tags = 0;
  for (const image of images) {
    if (isBlocked(image)) continue;
    const manifests = [...image.manifests, ...image.referrers.flatMap((referrer) => referrer.manifests)];
    for (const { digest, present } of manifests) if (!present) missing.add(digest);
    tags += image.tags.filter(({ kind }) => isWrite(kind)).length;
    tags += image.referrers.filter(({ tag }) => tag && isWrite(tag.kind)).length;
  }
  return missing.size + tags;
}

/** Estimates the seconds that a plan takes at an upload speed: for its bytes or its PutImage calls, whichever takes longer. */
export const estimateSeconds = (
  { bytes, images }: Pick<Plan, 'bytes' | 'images'>,
  bytesPerSecond: number,
): number => Math.max(bytes.uploadBytes / bytesPerSecond, countPutImageCalls(images) / putImagesPerSecond);
