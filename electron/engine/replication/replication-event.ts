import type { ErrorData } from '../../../shared/models/result.ts';

/** What the replicator tells while it works. State changes are few; `layer-bytes` come with every chunk. */
export type ReplicationEvent =
  | { readonly kind: 'image'; readonly digest: string; readonly state: 'copying' | 'tagging' }
  /** The destination has the tag from now on, whatever happens later. */
  | { readonly kind: 'tag-written'; readonly digest: string; readonly tag: string }
  /** Its writing was cut off before ECR answered: the destination may have it, on a complete image. */
  | { readonly kind: 'tag-unsure'; readonly digest: string; readonly tag: string }
  | {
      readonly kind: 'layer';
      readonly digest: string;
      readonly state: 'checking' | 'waiting' | 'already-at-destination' | 'mounted' | 'copying' | 'done';
    }
  /** The registry endpoint of the destination cannot be used: layers go by the API. `retryIn`: milliseconds until it is tried again. */
  | { readonly kind: 'door-closed'; readonly error: ErrorData; readonly retryIn: number | undefined }
  /** It can be used again. */
  | { readonly kind: 'door-opened' }
  | { readonly kind: 'layer-failed'; readonly digest: string; readonly error: ErrorData }
  /** Bytes read from the source and bytes that the destination confirmed, since the last event. */
  | {
      readonly kind: 'layer-bytes';
      readonly digest: string;
      readonly received: number;
      readonly sent: number;
    }
  /** The destination holds so many bytes from an earlier run; they do not move again. */
  | { readonly kind: 'layer-continued'; readonly digest: string; readonly bytes: number }
  /** The layer begins again: all bytes told so far are taken back. */
  | { readonly kind: 'layer-restart'; readonly digest: string };

export type EventSink = (event: ReplicationEvent) => void;
