import type { ErrorData } from './result.ts';
import type { ImageKind } from './image.ts';
import type { RegistryIdentity } from './registry.ts';
import type { Difference } from './difference.ts';

export type LayerState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'already-at-destination' }
  /** The registry mounted it from another of its repositories: no data was transferred. */
  | { readonly kind: 'mounted' }
  | { readonly kind: 'copying'; readonly transferred: number; readonly bytesPerSecond: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'cancelled' };

/** One blob (layer or config); a blob that several images have is copied once. */
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
  /** All layers are at the destination; manifests and tags are being written. */
  | { readonly kind: 'tagging' }
  /** Everything is written and is being verified at the destination. */
  | { readonly kind: 'verifying' }
  /** `digest`: at the destination; differs from the one at the source only for an index of fewer platforms. */
  | {
      readonly kind: 'done';
      readonly digest: string;
      readonly uris: readonly string[];
      readonly alreadyAtDestination: boolean;
      /** False when verification was not requested, or not allowed. */
      readonly verified: boolean;
      /** Milliseconds since 1970. */
      readonly verifiedAt?: number;
      /** Why the requested verification failed: the profile is not allowed to read the destination. */
      readonly verificationError?: ErrorData;
    }
  /** `writtenTags`: the tags that the destination has got. */
  | {
      readonly kind: 'failed';
      readonly error: ErrorData;
      readonly writtenTags: readonly string[];
      /** What verification found to be different from the plan. */
      readonly differences?: readonly Difference[];
    }
  /** `unsureTags`: tags that are possibly written, because copying stopped before ECR responded. */
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
  /** Digests of its blobs, each once; their states are in `Transfer.layers`. */
  readonly layerDigests: readonly string[];
  readonly state: ImageState;
}

export type TransferState =
  /** In the queue. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  /** The computer is asleep; the transfer continues when it resumes. */
  | { readonly kind: 'suspended' }
  /** The credentials of a profile have expired; the transfer continues when they are valid again. */
  | { readonly kind: 'waiting-for-credentials'; readonly error: ErrorData }
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'done'; readonly finishedAt: number }
  | { readonly kind: 'failed'; readonly finishedAt: number; readonly error: ErrorData }
  | { readonly kind: 'cancelled'; readonly finishedAt: number }
  /** The app closed before the transfer was finished. `hasStarted`: false when it was still in the queue. */
  | { readonly kind: 'interrupted'; readonly hasStarted: boolean };

/** No data is moving although the transfer runs: the network is down, or a service does not respond. */
export interface Stall {
  /** Milliseconds since 1970: when data moved last. */
  readonly since: number;
  /** The error of a call that failed since then. */
  readonly error?: ErrorData | undefined;
}

/** The part of a transfer that changes with every update. */
export interface TransferStatus {
  readonly id: string;
  /** The number of updates until now: of two copies of a transfer, the one with more is newer. */
  readonly revision: number;
  readonly state: TransferState;
  /** Milliseconds since 1970: when it left the queue and started to copy. Absent while it waits. */
  readonly copyStartedAt?: number | undefined;
  readonly bytes: {
    /** All blobs of the plan. */
    readonly total: number;
    /** Already at the destination, not transferred. */
    readonly alreadyAtDestination: number;
    /** Transferred until now. */
    readonly transferred: number;
  };
  /** Why layers are uploaded through the ECR API instead of the registry endpoint; absent while the endpoint is available. */
  readonly registryUnavailable?: ErrorData | undefined;
  /** Absent while data is moving. The transfer continues by itself. */
  readonly stall?: Stall | undefined;
  /** Average of the last three seconds; 0 when no data is moving. */
  readonly bytesPerSecond: number;
  /** Undefined while it is unknown. */
  readonly secondsLeft: number | undefined;
}

export interface Transfer extends TransferStatus {
  /** Milliseconds since 1970: when it was queued. */
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

/** What changed since the last update: the status, and the images and layers that have a new state. */
export interface TransferUpdate {
  readonly status: TransferStatus;
  readonly images: readonly { readonly digest: string; readonly index: number; readonly state: ImageState }[];
  readonly layers: readonly { readonly digest: string; readonly state: LayerState }[];
}

/** Whether a started transfer is paused: by the user, by the sleep of the computer, or for lack of credentials. */
export const isPaused = ({ kind }: TransferState): boolean =>
  kind === 'paused' || kind === 'suspended' || kind === 'waiting-for-credentials';

/** Whether a state is final. */
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

/** @returns the updated transfer; unchanged images and layers are the same objects. An older update changes nothing. */
export function applyTransferUpdate(transfer: Transfer, update: TransferUpdate): Transfer {
  if (update.status.revision < transfer.revision) return transfer;
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
