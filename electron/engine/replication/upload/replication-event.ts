import type { ErrorData } from '../../../../shared/models/result.ts';

/** An event of the replicator. State changes are rare; `layer-bytes` are frequent. */
export type ReplicationEvent =
  | { readonly kind: 'image'; readonly digest: string; readonly state: 'copying' | 'tagging' }
  /** The destination has the tag from now on. */
  | { readonly kind: 'tag-written'; readonly digest: string; readonly tag: string }
  /** PutImage was canceled before its response: the destination may have the tag, on a complete image. */
  | { readonly kind: 'tag-unsure'; readonly digest: string; readonly tag: string }
  | {
      readonly kind: 'layer';
      readonly digest: string;
      readonly state: 'checking' | 'waiting' | 'already-at-destination' | 'mounted' | 'copying' | 'done';
    }
  /** The registry endpoint cannot be used, so that layers use the API. `retryIn`: milliseconds until it is tried again. */
  | { readonly kind: 'registry-unavailable'; readonly error: ErrorData; readonly retryIn: number | undefined }
  /** The registry endpoint is used again. */
  | { readonly kind: 'registry-available' }
  | { readonly kind: 'layer-failed'; readonly digest: string; readonly error: ErrorData }
  /** Bytes received from the source, and bytes sent to the destination, since the last event. */
  | {
      readonly kind: 'layer-bytes';
      readonly digest: string;
      readonly received: number;
      readonly sent: number;
    }
  /** The destination has these first bytes of the layer already; they are not transferred again. */
  | { readonly kind: 'layer-continued'; readonly digest: string; readonly bytes: number }
  /** The layer starts again: all bytes that were reported so far are void. */
  | { readonly kind: 'layer-restart'; readonly digest: string };

/** Receives each event synchronously, in the order in which they occur. */
export type EventSink = (event: ReplicationEvent) => void;
