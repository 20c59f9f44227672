import type { RetryPolicy } from '../../async/retry.ts';
import type { MountableLayers } from './mountable-layers.ts';
import type { EventSink } from './replication-event.ts';
import type { LayerScheduler, SlotOwner } from '../scheduler/layer-scheduler.ts';
import type { UploadJournal } from './upload-journal.ts';
import type { UploadMethods } from './upload-methods.ts';

/** What every upload of a replicator uses. */
export interface UploadContext {
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  readonly emit: EventSink;
  readonly uploadMethods: UploadMethods;
  readonly scheduler: LayerScheduler;
  readonly slotOwner: SlotOwner;
  readonly mountable: MountableLayers;
  readonly journal: UploadJournal;
  /** Bytes of a chunk through the registry endpoint; `defaultChunkSize` when absent. */
  readonly registryChunk?: number | undefined;
}
