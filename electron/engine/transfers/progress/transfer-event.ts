import type { ImageState, Stall, TransferState } from '../../../../shared/models/transfer.ts';
import type { Difference } from '../../../../shared/models/difference.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
import type { ReplicationEvent } from '../../replication/upload/replication-event.ts';

/** What the run of a transfer reports about one image. `index`: its position in the plan. */
export type ImageEvent =
  | {
      readonly kind: 'image-state';
      readonly index: number;
      readonly state: Extract<ImageState, { readonly kind: 'verifying' | 'done' }>;
    }
  | {
      readonly kind: 'image-failed';
      readonly index: number;
      readonly error: ErrorData;
      readonly differences?: readonly Difference[];
    };

/** Everything that changes a transfer, in one stream: the events of the replicator and those of the run. */
export type TransferEvent =
  | ReplicationEvent
  | ImageEvent
  /** The transfer leaves the queue and starts to copy. */
  | { readonly kind: 'transfer-started' }
  | { readonly kind: 'transfer-state'; readonly state: TransferState }
  /** Every image and layer that has not finished is cancelled. */
  | { readonly kind: 'rest-cancelled' }
  /** A call failed that is possibly repeated. */
  | { readonly kind: 'call-failed'; readonly error: ErrorData }
  /** No data is moving, or data is moving again when `stall` is undefined. */
  | { readonly kind: 'stall'; readonly stall: Stall | undefined };

/** Receives each event synchronously, in the order in which they occur. */
export type TransferEventSink = (event: TransferEvent) => void;
