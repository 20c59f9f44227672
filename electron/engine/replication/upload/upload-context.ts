import type { RetryPolicy } from '../../async/retry.ts';
import type { MountableLayers } from './mountable-layers.ts';
import type { EventSink } from './replication-event.ts';
import type { LayerScheduler, SlotOwner } from '../scheduler/layer-scheduler.ts';
import type { UploadJournal } from './upload-journal.ts';
import type { UploadMethods } from './upload-methods.ts';

/** Sizes of uploads through the registry endpoint, in bytes. */
export interface RegistrySizes {
  /**
   * A broken connection loses at most one chunk, whatever the registry says about the upload. A rest that is shorter than
   * a chunk is sent with the last one, so that no chunk is longer than two.
   */
  readonly chunk: number;
  /**
   * The registry stores what it received of a broken request as a part, and refuses to complete an upload with a smaller
   * part before the last (Amazon ECR user guide, "Service quotas", minimum layer part size).
   */
  readonly minPart: number;
  /** A smaller layer is not recorded in the journal, because sending it again is faster than resuming it. */
  readonly minJournaled: number;
  /** A request that fails after fewer bytes may not have reached the registry: they may be in the connection's buffers. */
  readonly minSent: number;
}

const mebibyte = 1024 * 1024;

/** The sizes for Amazon ECR; tests use smaller ones. */
export const ecrRegistrySizes: RegistrySizes = {
  chunk: 64 * mebibyte,
  minPart: 5 * mebibyte,
  minJournaled: 8 * mebibyte,
  minSent: mebibyte,
};

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
  readonly registrySizes: RegistrySizes;
}
