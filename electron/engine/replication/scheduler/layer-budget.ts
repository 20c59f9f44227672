import type { SlowConnectionDetector } from '../download/slow-connections.ts';
import { detectSlowConnections } from '../download/slow-connections.ts';
import { adaptConcurrency } from './adapt-concurrency.ts';
import type { BlobScheduler } from './blob-scheduler.ts';
import { createBlobScheduler } from './blob-scheduler.ts';
import type { FairSemaphore } from './fair-semaphore.ts';
import { createFairSemaphore } from './fair-semaphore.ts';
import type { ConcurrencyPolicy } from './find-concurrency.ts';
import { defaultConcurrency } from './find-concurrency.ts';

/** What all layers on their way share, whosever they are: connections, memory, and a look at each other's pace. */
export interface LayerBudget {
  readonly scheduler: BlobScheduler;
  /** Large uploads by the API: each of them holds parts of 10 MiB and requests of 14 MB in memory. */
  readonly largeByApi: FairSemaphore;
  /** Parts on their way by the API: fewer at once on a link where they slow each other. */
  readonly apiParts: FairSemaphore;
  /** To be called with the bytes of parts that ECR took, as it takes them. */
  readonly partBytesMoved: (bytes: number) => void;
  /** The downloads of all blobs, to be compared. */
  readonly slowConnections: SlowConnectionDetector;
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
  const apiParts = createFairSemaphore(parallelLayers ?? largeByApiAtOnce);
  return {
    scheduler: createBlobScheduler(parallelLayers),
    largeByApi: createFairSemaphore(parallelLayers ?? largeByApiAtOnce),
    apiParts,
    partBytesMoved: parallelLayers === undefined ? adaptConcurrency(apiParts, partsAtOnce) : () => undefined,
    slowConnections: detectSlowConnections(),
  };
}
