import type {
  ImageState,
  LayerProgress,
  Transfer,
  TransferState,
  TransferStatus,
  TransferUpdate,
  Stall,
} from '../../../../shared/models/transfer.ts';
import { imageUri } from '../../../../shared/models/reference.ts';
import type { Plan, PlannedManifest } from '../../../../shared/models/plan.ts';
import { isBlocked } from '../../../../shared/models/plan.ts';
import type { Difference } from '../../../../shared/models/verification.ts';
import type { ErrorData } from '../../../../shared/result.ts';
import type { ReplicationEvent } from '../../replication/replication-event.ts';
import type { LayerEvent, LayerTracker } from './layer-tracker.ts';
import { trackLayer } from './layer-tracker.ts';
import { createSpeedMeter } from './speed-meter.ts';

/** The truth about a transfer while it runs; the renderer holds copies of it. */
export interface TransferProgress {
  /** True when a state changed, which has to be told at once; false for mere bytes, which may be told later. */
  apply(event: ReplicationEvent): boolean;
  setImage(index: number, state: ImageState): void;
  /** The image ended in an error; its state also keeps the tags that were written before. */
  failImage(index: number, error: ErrorData, differences?: readonly Difference[]): void;
  setState(state: TransferState): void;
  /** Nothing moves; undefined when something does again. */
  setStall(stall: Stall | undefined): void;
  /** Its turn has come. */
  begin(): void;
  begunAt(): number | undefined;
  /** Everything that has not ended by itself is cancelled. */
  cancelRest(): void;
  state(): TransferState;
  status(): TransferStatus;
  imageState(index: number): ImageState | undefined;
  snapshot(): Transfer;
  /** What changed since the last time. */
  takeUpdate(): TransferUpdate;
}

/** Told of what happens, as it happens. */
export interface ProgressObserver {
  begun(): void;
  /** Fewer than none when a layer begins again. */
  bytesMoved(bytes: number, now: number): void;
  imageChanged(index: number, state: ImageState): void;
  /** Only when it is of another kind. */
  stateChanged(state: TransferState): void;
}

/** The URIs under which an image can be pulled afterwards. */
export function destinationUris(
  { destination }: Plan,
  digest: string,
  tags: readonly string[],
): readonly string[] {
  const reference = {
    accountId: destination.registryId,
    region: destination.region,
    repositoryName: destination.repository.name,
  };
  return tags.length > 0
    ? tags.map((tag) => imageUri({ ...reference, tag }))
    : [imageUri({ ...reference, digest })];
}

/** All that is put for an image: its own manifests and those of what is attached to it. */
export const manifestsOfPlanned = ({
  manifests,
  referrers,
}: Plan['images'][number]): readonly PlannedManifest[] => [
  ...manifests,
  ...referrers.flatMap((referrer) => referrer.manifests),
];

const layersOfImage = (image: Plan['images'][number]): readonly string[] => [
  ...new Set(manifestsOfPlanned(image).flatMap(({ blobs }) => blobs)),
];

export function createTransferProgress(
  id: string,
  plan: Plan,
  clock: () => number,
  observer?: ProgressObserver,
): TransferProgress {
  const startedAt = clock();
  const layers = new Map<string, LayerTracker>(plan.blobs.map((blob) => [blob.digest, trackLayer(blob)]));
  const kinds = new Map<string, LayerProgress['kind']>(plan.blobs.map(({ digest, kind }) => [digest, kind]));
  const images: ImageState[] = plan.images.map(() => ({ kind: 'waiting' }));
  const indexes = new Map(plan.images.map(({ digest }, index) => [digest, index]));
  const meter = createSpeedMeter();
  const changedLayers = new Set<string>();
  const changedImages = new Set<number>();
  const writtenTags = new Map<string, readonly string[]>();
  const unsureTags = new Map<string, readonly string[]>();
  let transferred = 0;
  let state: TransferState = { kind: 'waiting' };
  let begunAt: number | undefined;
  let registryUnavailable: ErrorData | undefined;
  let stall: Stall | undefined;

  const setImage = (index: number, next: ImageState): void => {
    images[index] = next;
    changedImages.add(index);
    observer?.imageChanged(index, next);
  };

  const writtenTagsOf = (digest: string | undefined): readonly string[] =>
    writtenTags.get(digest ?? '') ?? [];

  const applyToLayer = (event: LayerEvent): boolean => {
    const layer = layers.get(event.digest);
    if (!layer) return false;
    const before = layer.transferred();
    const now = clock();
    const stateChanged = layer.apply(event, now);
    const moved = layer.transferred() - before;
    transferred += moved;
    // What an earlier run moved says nothing about today's speed.
    if (event.kind !== 'layer-continued') {
      meter.add(moved, now);
      observer?.bytesMoved(moved, now);
    }
    changedLayers.add(event.digest);
    return stateChanged;
  };

  const status = (): TransferStatus => {
    const now = clock();
    let alreadyAtDestination = 0;
    for (const layer of layers.values()) {
      const { kind } = layer.state(now);
      if (kind === 'already-at-destination' || kind === 'mounted') alreadyAtDestination += layer.size;
    }
    const bytesPerSecond = state.kind === 'running' ? meter.bytesPerSecond(now) : 0;
    const left = Math.max(0, plan.bytes.toTransfer - transferred);
    const secondsLeft = bytesPerSecond > 0 && left > 0 ? left / bytesPerSecond : undefined;
    return {
      id,
      state,
      begunAt,
      bytes: { total: plan.bytes.total, alreadyAtDestination, transferred },
      registryUnavailable,
      stall: state.kind === 'running' ? stall : undefined,
      bytesPerSecond,
      secondsLeft,
    };
  };

  return {
    setImage,
    failImage(index, error, differences) {
      const tags = writtenTagsOf(plan.images[index]?.digest);
      setImage(index, {
        kind: 'failed',
        error,
        writtenTags: tags,
        ...(differences ? { differences } : {}),
      });
    },
    apply(event) {
      if (event.kind === 'tag-written') {
        writtenTags.set(event.digest, [...writtenTagsOf(event.digest), event.tag]);
        return false;
      }
      if (event.kind === 'tag-unsure') {
        unsureTags.set(event.digest, [...(unsureTags.get(event.digest) ?? []), event.tag]);
        return false;
      }
      if (event.kind === 'registry-unavailable') {
        registryUnavailable = event.error;
        return true;
      }
      if (event.kind === 'registry-available') {
        registryUnavailable = undefined;
        return true;
      }
      if (event.kind !== 'image') return applyToLayer(event);
      const index = indexes.get(event.digest);
      if (index !== undefined) setImage(index, { kind: event.state });
      return true;
    },
    setState(next) {
      const isOther = next.kind !== state.kind;
      state = next;
      if (isOther) observer?.stateChanged(next);
    },
    setStall(next) {
      stall = next;
    },
    begin() {
      begunAt = clock();
      state = { kind: 'running' };
      observer?.begun();
    },
    begunAt: () => begunAt,
    cancelRest() {
      for (const [digest, layer] of layers) {
        const before = layer.transferred();
        if (!layer.cancel()) continue;
        transferred -= before;
        changedLayers.add(digest);
      }
      for (const [index, image] of images.entries()) {
        if (image.kind === 'done' || image.kind === 'failed') continue;
        const digest = plan.images[index]?.digest;
        const unsure = unsureTags.get(digest ?? '');
        setImage(index, {
          kind: 'cancelled',
          writtenTags: writtenTagsOf(digest),
          ...(unsure && { unsureTags: unsure }),
        });
      }
    },
    state: () => state,
    status,
    imageState: (index) => images[index],
    snapshot() {
      const now = clock();
      const { destination } = plan;
      return {
        ...status(),
        startedAt,
        source: plan.source,
        destination: {
          ...destination,
          repositoryName: destination.repository.name,
          repositoryUri: destination.repository.uri,
        },
        images: plan.images.map((image, index) => ({
          digest: image.digest,
          kind: image.kind,
          sourceTags: image.sourceTags,
          destinationTags: image.tags.map(({ tag }) => tag),
          layerDigests: isBlocked(image) ? [] : layersOfImage(image),
          state: images[index] ?? { kind: 'waiting' },
        })),
        layers: Object.fromEntries(
          [...layers].map(([digest, layer]) => [
            digest,
            { digest, size: layer.size, kind: kinds.get(digest) ?? 'layer', state: layer.state(now) },
          ]),
        ),
      };
    },
    takeUpdate() {
      const now = clock();
      const update: TransferUpdate = {
        status: status(),
        images: [...changedImages].flatMap((index) => {
          const [planned, imageState] = [plan.images[index], images[index]];
          return planned && imageState ? [{ digest: planned.digest, index, state: imageState }] : [];
        }),
        layers: [...changedLayers].flatMap((digest) => {
          const layer = layers.get(digest);
          return layer ? [{ digest, state: layer.state(now) }] : [];
        }),
      };
      changedImages.clear();
      changedLayers.clear();
      return update;
    },
  };
}
