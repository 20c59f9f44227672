import type { Plan, PlannedImage } from './plan.ts';
import { isBlocked } from './plan.ts';

/** PutImage calls that ECR takes in a second, per account and region (service quotas). */
export const putImagesPerSecond = 10;

const isWrite = (kind: string): boolean => kind === 'create' || kind === 'move';

/** How many PutImage calls the images need: one per manifest that is missing and per tag that is written. */
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

/** Seconds that a plan takes at a speed, in bytes per second on the way up: its bytes or its manifests, whatever is slower. */
export const estimateSeconds = (
  { bytes, images }: Pick<Plan, 'bytes' | 'images'>,
  bytesPerSecond: number,
): number => Math.max(bytes.uploadBytes / bytesPerSecond, countPutImageCalls(images) / putImagesPerSecond);
