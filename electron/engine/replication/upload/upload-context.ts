import type { RetryPolicy } from '../../async/retry.ts';
import type { LayerBudget } from '../scheduler/layer-budget.ts';
import type { LaneUser } from '../scheduler/run-with-slot.ts';
import type { MountableLayers } from '../mountable-layers.ts';
import type { EventSink } from '../replication-event.ts';
import type { Doors } from './upload-methods.ts';
import type { UploadJournal } from './upload-journal.ts';

export interface UploadContext {
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  readonly emit: EventSink;
  readonly doors: Doors;
  readonly budget: LayerBudget;
  /** Whose share of the budget it is. */
  readonly user: LaneUser;
  readonly mountable: MountableLayers;
  readonly journal: UploadJournal;
  /** Bytes of a chunk through the registry endpoint; its own size when absent. */
  readonly registryChunk?: number | undefined;
}
