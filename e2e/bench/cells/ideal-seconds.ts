import type { NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';
import type { Workload } from '../workloads/workloads.ts';
import { layersOf, sizeOf } from '../workloads/workloads.ts';

/** Bytes to transfer: each layer once, unless it exists or the registry mounts it. */
export const bytesToMove = (workload: Workload): number =>
  workload.isThere || workload.to === 'same-registry' ? 0 : sizeOf(workload);

/** PutImage calls per second, and in a burst (Amazon ECR service quotas). */
const putsPerSecond = 10;

/** Seconds that ECR's quota needs for putting the images, whatever the network. */
const quotaSeconds = ({ images }: Workload): number =>
  images.flatMap(({ tags }) => tags).length / putsPerSecond - 1;

/**
 * Bytes divided by the speed of the link, in seconds, in the slower direction, as both run at the same time. A layer is
 * uploaded by one connection, as ECR accepts its parts in sequence. Many images take as long as the quota of PutImage.
 * Undefined where no byte is transferred or nothing limits the transfer.
 */
export function idealSeconds({ up, down }: NetworkShape, workload: Workload): number | undefined {
  const bytes = bytesToMove(workload);
  const largest = Math.max(...layersOf(workload.images).values());
  const slowest = Math.max(
    quotaSeconds(workload),
    ...[up, down].flatMap((way) => [
      bytes / (way?.bytesPerSecondTotal ?? Number.POSITIVE_INFINITY),
      largest / (way?.bytesPerSecondPerConnection ?? Number.POSITIVE_INFINITY),
    ]),
  );
  return bytes > 0 && slowest > 0 ? slowest : undefined;
}
