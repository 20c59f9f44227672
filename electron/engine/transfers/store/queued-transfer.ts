import type { ImageKind } from '../../../../shared/models/image.ts';
import type { Plan, ReplicationRequest } from '../../../../shared/models/plan.ts';
import { isBlocked } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import type { Endpoint } from '../../storage/endpoint.ts';
import { storedEndpoint } from '../../storage/endpoint.ts';

/** All that is needed to list a transfer after the app has ended, and to resume it; nothing secret. */
export interface QueuedTransfer {
  readonly id: string;
  /** Milliseconds since 1970: when it was put into the queue. */
  readonly startedAt: number;
  /** False while it waits for its turn. */
  readonly hasStarted: boolean;
  readonly request: ReplicationRequest;
  /** Tags that the person has agreed to move. */
  readonly movedTags: readonly string[];
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly images: readonly {
    readonly digest: string;
    readonly kind: ImageKind;
    readonly sourceTags: readonly string[];
    readonly destinationTags: readonly string[];
  }[];
  readonly bytes: { readonly total: number; readonly alreadyAtDestination: number };
}

export const movedTagsOf = ({ images }: Plan): string[] =>
  images
    .filter((image) => !isBlocked(image))
    .flatMap(({ tags }) => tags.flatMap(({ kind, tag }) => (kind === 'move' ? tag : [])));

/** What is stored of a transfer that waits or has just started. */
export const queuedTransfer = (plan: Plan, transfer: Transfer): QueuedTransfer => ({
  id: transfer.id,
  startedAt: transfer.startedAt,
  hasStarted: transfer.begunAt !== undefined,
  request: plan.request,
  movedTags: movedTagsOf(plan),
  source: storedEndpoint(transfer.source),
  destination: storedEndpoint(transfer.destination),
  images: transfer.images.map(({ digest, kind, sourceTags, destinationTags }) => ({
    digest,
    kind,
    sourceTags,
    destinationTags,
  })),
  bytes: { total: transfer.bytes.total, alreadyAtDestination: transfer.bytes.alreadyThere },
});

/** How it is listed when the app has started again. How much of it was copied is not known. */
export const interruptedTransfer = ({
  id,
  startedAt,
  hasStarted,
  source,
  destination,
  images,
  bytes,
}: QueuedTransfer): Transfer => ({
  id,
  startedAt,
  source,
  destination,
  state: { kind: 'interrupted', begun: hasStarted },
  bytes: { total: bytes.total, alreadyThere: bytes.alreadyAtDestination, transferred: 0 },
  bytesPerSecond: 0,
  secondsLeft: undefined,
  images: images.map((image) => ({
    ...image,
    layerDigests: [],
    state: { kind: 'cancelled', writtenTags: [] },
  })),
  layers: {},
});
