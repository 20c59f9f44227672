import type { NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';
import type { Workload } from '../workloads/workloads.ts';
import { layersOf, sizeOf } from '../workloads/workloads.ts';

/** Bytes that have to move: each layer once, unless it is there or the registry takes it over. */
export const bytesToMove = (workload: Workload): number =>
  workload.isThere || workload.to === 'same-registry' ? 0 : sizeOf(workload);

/** PutImage calls that ECR takes in a second, and at once (Amazon ECR service quotas). */
const putsPerSecond = 10;

/** Seconds that ECR's quota makes of putting the images, whatever the network. */
const quotaSeconds = ({ images }: Workload): number =>
  images.flatMap(({ tags }) => tags).length / putsPerSecond - 1;

/**
 * Bytes divided by the link, in seconds: the narrower direction counts, as both go on at once. A layer goes up by one
 * connection, as ECR takes its parts one after another. Many images take as long as ECR lets them be put. Undefined
 * where no byte moves or nothing limits them.
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
