import type { ErrorData } from '../result.ts';
import type { ImageKind } from './image.ts';
import type { RegistryIdentity } from './registry.ts';
import type { Difference } from './verification.ts';

export type LayerState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'already-at-destination' }
  /** The registry took it over from another of its repositories: no byte had to move. */
  | { readonly kind: 'mounted' }
  | { readonly kind: 'copying'; readonly transferred: number; readonly bytesPerSecond: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'cancelled' };

/** One blob (layer or config) on its way; the same blob of several images moves once. */
export interface LayerProgress {
  readonly digest: string;
  readonly kind: 'layer' | 'config';
  /** Bytes. */
  readonly size: number;
  readonly state: LayerState;
}

export type ImageState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'copying' }
  /** All layers are there; manifests and tags are being written. */
  | { readonly kind: 'tagging' }
  /** Everything is written and is being read back. */
  | { readonly kind: 'verifying' }
  /** `digest` is the one at the destination; it differs from the source's only for an index written anew. */
  | {
      readonly kind: 'done';
      readonly digest: string;
      readonly uris: readonly string[];
      readonly alreadyAtDestination: boolean;
      /** Read back and compared; false when verification was not asked for, or not allowed. */
      readonly verified: boolean;
      /** Milliseconds since 1970. */
      readonly verifiedAt?: number;
      /** Why it could not be verified, though that was asked for: the destination may not be read. */
      readonly verificationError?: ErrorData;
    }
  /** `writtenTags`: those that the complete image got before the end. */
  | {
      readonly kind: 'failed';
      readonly error: ErrorData;
      readonly writtenTags: readonly string[];
      /** When everything was written and, read back, was not as planned. */
      readonly differences?: readonly Difference[];
    }
  /** `unsureTags`: those whose writing was cut off before ECR answered; absent when there are none. */
  | {
      readonly kind: 'cancelled';
      readonly writtenTags: readonly string[];
      readonly unsureTags?: readonly string[];
    };

export interface ImageProgress {
  readonly digest: string;
  readonly kind: ImageKind;
  readonly sourceTags: readonly string[];
  readonly destinationTags: readonly string[];
  /** Its blobs by digest, each once; their states are in `Transfer.layers`. */
  readonly layerDigests: readonly string[];
  readonly state: ImageState;
}

export type TransferState =
  /** Until it is its turn. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  /** The computer is asleep; it continues by itself on resume. */
  | { readonly kind: 'suspended' }
  /** The credentials of a profile have expired; it goes on by itself when they are good again. */
  | { readonly kind: 'waiting-for-credentials'; readonly error: ErrorData }
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'done'; readonly finishedAt: number }
  | { readonly kind: 'failed'; readonly finishedAt: number; readonly error: ErrorData }
  | { readonly kind: 'cancelled'; readonly finishedAt: number }
  /** The app ended before it did; when that was is not known. It had not begun to copy when `begun` is false. */
  | { readonly kind: 'interrupted'; readonly begun: boolean };

/** Nothing moves although it should: the network is gone, or whoever has to answer does not. */
export interface Stall {
  /** Milliseconds since 1970: when something moved last. */
  readonly since: number;
  /** What a call met meanwhile, where one failed. */
  readonly error?: ErrorData | undefined;
}

/** The part of a transfer that changes with every update. */
export interface TransferStatus {
  readonly id: string;
  readonly state: TransferState;
  /** Milliseconds since 1970: when its turn came. Absent while it waits. */
  readonly begunAt?: number | undefined;
  readonly bytes: {
    /** All blobs of the plan. */
    readonly total: number;
    /** Found at the destination, not moved. */
    readonly alreadyAtDestination: number;
    /** Moved so far. */
    readonly transferred: number;
  };
  /** Why layers go by the API although the registry's own door was to be taken; absent while it serves. */
  readonly registryUnavailable?: ErrorData | undefined;
  /** Absent while something moves; the transfer goes on by itself. */
  readonly stall?: Stall | undefined;
  /** Over the last few seconds; 0 when nothing moves. */
  readonly bytesPerSecond: number;
  /** Undefined while it cannot be told. */
  readonly secondsLeft: number | undefined;
}

export interface Transfer extends TransferStatus {
  /** Milliseconds since 1970: when it was put into the queue. */
  readonly startedAt: number;
  readonly source: RegistryIdentity & { readonly repositoryName: string; readonly repositoryUri: string };
  readonly destination: RegistryIdentity & {
    readonly repositoryName: string;
    readonly repositoryUri: string;
  };
  readonly images: readonly ImageProgress[];
  /** By digest. */
  readonly layers: Readonly<Record<string, LayerProgress>>;
}

/** What changed since the last update: the status, and only those images and layers whose state is new. */
export interface TransferUpdate {
  readonly status: TransferStatus;
  readonly images: readonly { readonly digest: string; readonly index: number; readonly state: ImageState }[];
  readonly layers: readonly { readonly digest: string; readonly state: LayerState }[];
}

export function isFinished({ kind }: TransferState): boolean {
  switch (kind) {
    case 'waiting':
    case 'running':
    case 'paused':
    case 'suspended':
    case 'waiting-for-credentials':
    case 'cancelling':
      return false;
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return true;
  }
}

/** Applies an update to a copy of a transfer; what did not change keeps its identity. */
export function applyTransferUpdate(transfer: Transfer, update: TransferUpdate): Transfer {
  const images = [...transfer.images];
  for (const { index, state } of update.images) {
    const image = images[index];
    if (image) images[index] = { ...image, state };
  }
  const layers = { ...transfer.layers };
  for (const { digest, state } of update.layers) {
    const layer = layers[digest];
    if (layer) layers[digest] = { ...layer, state };
  }
  return {
    ...transfer,
    ...update.status,
    images: update.images.length > 0 ? images : transfer.images,
    layers: update.layers.length > 0 ? layers : transfer.layers,
  };
}
