import type { RetryPolicy } from '../../async/retry.ts';
import type { LayerBudget } from '../scheduler/layer-budget.ts';
import type { SlotUser } from '../scheduler/run-with-slot.ts';
import type { MountableLayers } from '../mountable-layers.ts';
import type { EventSink } from '../replication-event.ts';
import type { UploadMethods } from './upload-methods.ts';
import type { UploadJournal } from './upload-journal.ts';

export interface UploadContext {
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  readonly emit: EventSink;
  readonly uploadMethods: UploadMethods;
  readonly budget: LayerBudget;
  /** Whose share of the budget it is. */
  readonly user: SlotUser;
  readonly mountable: MountableLayers;
  readonly journal: UploadJournal;
  /** Bytes of a chunk through the registry endpoint; its own size when absent. */
  readonly registryChunk?: number | undefined;
}
