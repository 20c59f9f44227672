import type { Stragglers } from '../download/stragglers.ts';
import { watchStragglers } from '../download/stragglers.ts';
import type { BlobLanes } from './blob-lanes.ts';
import { createBlobLanes } from './blob-lanes.ts';
import type { FairLane } from './fair-lane.ts';
import { createFairLane } from './fair-lane.ts';

/** What all layers on their way share, whosever they are: connections, memory, and a look at each other's pace. */
export interface LayerBudget {
  readonly lanes: BlobLanes;
  /** Large uploads by the API: each of them holds parts of 10 MiB and requests of 14 MB in memory. */
  readonly largeByApi: FairLane;
  /** The downloads of all blobs, to be compared. */
  readonly stragglers: Stragglers;
}

const largeByApiAtOnce = 4;

/** @param parallelLayers layers on their way at once; found by trying when not given. */
export const createLayerBudget = (parallelLayers?: number): LayerBudget => ({
  lanes: createBlobLanes(parallelLayers),
  largeByApi: createFairLane(parallelLayers ?? largeByApiAtOnce),
  stragglers: watchStragglers(),
});
