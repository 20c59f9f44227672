import type { ImageKind } from '../../../../shared/models/image.ts';
import type { Plan, ReplicationRequest } from '../../../../shared/models/plan.ts';
import { isBlocked } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import type { Endpoint } from './endpoint.ts';
import { toStoredEndpoint } from './endpoint.ts';

/** What is stored of an unfinished transfer: enough to list and to resume it in a later process. Contains no secrets. */
export interface QueuedTransfer {
  readonly id: string;
  /** Milliseconds since 1970: when it was queued. */
  readonly startedAt: number;
  /** False while it waits in the queue. */
  readonly hasStarted: boolean;
  readonly request: ReplicationRequest;
  /** Tags that the user has agreed to move. */
  readonly movedTags: readonly string[];
  /** From which digest each of them; absent in transfers of earlier versions. */
  readonly movedFrom?: Readonly<Record<string, string>> | undefined;
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

/** The tags at the destination that a plan moves from one image to another: the digest that each points to, by tag. */
export const listMovedTags = ({ images }: Plan): ReadonlyMap<string, string> =>
  new Map(
    images
      .filter((image) => !isBlocked(image))
      .flatMap(({ tags }) =>
        tags.flatMap((change) => (change.kind === 'move' ? [[change.tag, change.fromDigest] as const] : [])),
      ),
  );

/** Selects what is stored. Bytes are those of the snapshot; the progress of images and layers is left out. */
export const toQueuedTransfer = (plan: Plan, transfer: Transfer): QueuedTransfer => ({
  id: transfer.id,
  startedAt: transfer.startedAt,
  hasStarted: transfer.copyStartedAt !== undefined,
  request: plan.request,
  movedTags: [...listMovedTags(plan).keys()],
  movedFrom: Object.fromEntries(listMovedTags(plan)),
  source: toStoredEndpoint(transfer.source),
  destination: toStoredEndpoint(transfer.destination),
  images: transfer.images.map(({ digest, kind, sourceTags, destinationTags }) => ({
    digest,
    kind,
    sourceTags,
    destinationTags,
  })),
  bytes: { total: transfer.bytes.total, alreadyAtDestination: transfer.bytes.alreadyAtDestination },
});

/** How a later process lists the transfer. How much of it was copied is unknown. */
export const toInterruptedTransfer = ({
  id,
  startedAt,
  hasStarted,
  source,
  destination,
  images,
  bytes,
}: QueuedTransfer): Transfer => ({
  id,
  revision: 0,
  startedAt,
  source,
  destination,
  state: { kind: 'interrupted', hasStarted },
  bytes: { total: bytes.total, alreadyAtDestination: bytes.alreadyAtDestination, transferred: 0 },
  bytesPerSecond: 0,
  secondsLeft: undefined,
  images: images.map((image) => ({
    ...image,
    layerDigests: [],
    state: { kind: 'cancelled', writtenTags: [] },
  })),
  layers: {},
});
