import type { Stragglers } from '../download/slow-connections.ts';
import { watchStragglers } from '../download/slow-connections.ts';
import { adaptConcurrency } from './adapt-concurrency.ts';
import type { BlobLanes } from './blob-scheduler.ts';
import { createBlobLanes } from './blob-scheduler.ts';
import type { FairLane } from './fair-semaphore.ts';
import { createFairLane } from './fair-semaphore.ts';
import type { ConcurrencyPolicy } from './find-concurrency.ts';
import { defaultConcurrency } from './find-concurrency.ts';

/** What all layers on their way share, whosever they are: connections, memory, and a look at each other's pace. */
export interface LayerBudget {
  readonly lanes: BlobLanes;
  /** Large uploads by the API: each of them holds parts of 10 MiB and requests of 14 MB in memory. */
  readonly largeByApi: FairLane;
  /** Parts on their way by the API: fewer at once on a link where they slow each other. */
  readonly apiParts: FairLane;
  /** To be called with the bytes of parts that ECR took, as it takes them. */
  readonly partBytesMoved: (bytes: number) => void;
  /** The downloads of all blobs, to be compared. */
  readonly stragglers: Stragglers;
}

const largeByApiAtOnce = 4;

/** A part that waits for its turn costs nothing; one that shares a slow link is confirmed later. */
const partsAtOnce: ConcurrencyPolicy = {
  ...defaultConcurrency,
  initial: largeByApiAtOnce,
  least: 1,
  most: largeByApiAtOnce,
};

/** @param parallelLayers layers on their way at once; found by trying when not given. */
export function createLayerBudget(parallelLayers?: number): LayerBudget {
  const apiParts = createFairLane(parallelLayers ?? largeByApiAtOnce);
  return {
    lanes: createBlobLanes(parallelLayers),
    largeByApi: createFairLane(parallelLayers ?? largeByApiAtOnce),
    apiParts,
    partBytesMoved: parallelLayers === undefined ? adaptConcurrency(apiParts, partsAtOnce) : () => undefined,
    stragglers: watchStragglers(),
  };
}
