import type { StackExport } from '../../../shared/models/aws-stack.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import { countPutImageCalls, putImagesPerSecond } from '../../../shared/models/plan-estimate.ts';

/** The rate of calls that complete a layer, for each account and region (Amazon ECR user guide, service quotas). */
const layersPerSecond = 100;

/** The share of a quota that the stack uses: others push to the same account as well, and a process paces only its own calls. */
const share = 0.8;

/** Expected time of one image in a function. */
const startSeconds = 3;
const bytesPerSecond = 60e6;

/** More invocations at the same time than this exceed what new accounts may run. */
const maxItems = 100;

/** What the images of one destination registry need. */
interface Load {
  readonly images: number;
  readonly bytes: number;
  readonly putImageCalls: number;
  readonly layers: number;
}

const loadOf = (plans: readonly Plan[]): Load => {
  const images = plans.flatMap((plan) => plan.images.filter((image) => !isBlocked(image)));
  const missing = plans.flatMap(({ blobs }) => blobs.filter(({ present }) => !present));
  return {
    images: images.length,
    bytes: missing.reduce((total, { size }) => total + size, 0),
    putImageCalls: countPutImageCalls(images),
    layers: missing.length,
  };
};

const registryOf = ({ destination }: Plan): string => `${destination.registryId} ${destination.region}`;

/** Items at once so that `calls` of all images stay within a quota; unlimited without calls. */
function limitBy(perSecond: number, calls: number, { images, bytes }: Load): number {
  const seconds = startSeconds + bytes / Math.max(1, images) / bytesPerSecond;
  const callsPerSecond = calls / Math.max(1, images) / seconds;
  return callsPerSecond === 0 ? Infinity : (share * perSecond) / callsPerSecond;
}

/**
 * Computes how many items of the map run at the same time, so that their calls stay within the quotas of the destination
 * registry that allows the fewest: its items can be next to each other.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 */
export function computeConcurrency(plans: readonly Plan[]): StackExport['concurrency'] {
  const loads = [...Map.groupBy(plans, registryOf).values()].map(loadOf);
  const limits = loads.flatMap((load) => [
    {
      items: limitBy(putImagesPerSecond, load.putImageCalls, load),
      reason: `ECR accepts ${putImagesPerSecond} PutImage calls a second for each account and region, and the stack uses ${share * 100} % of them.`,
    },
    {
      items: limitBy(layersPerSecond, load.layers, load),
      reason: `ECR accepts ${layersPerSecond} completed layer uploads a second for each account and region, and the stack uses ${share * 100} % of them.`,
    },
  ]);
  const images = loads.reduce((total, load) => total + load.images, 0);
  const [lowest] = [
    ...limits,
    {
      items: maxItems,
      reason: `More than ${maxItems} invocations at once exceed the quota of many accounts.`,
    },
    { items: images, reason: 'All images run at the same time.' },
  ].toSorted((a, b) => a.items - b.items);
  return { items: Math.max(1, Math.floor(lowest?.items ?? 1)), reason: lowest?.reason ?? '' };
}
