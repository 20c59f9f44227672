import type { Plan } from '../../../../shared/models/plan.ts';
import { isBlocked } from '../../../../shared/models/plan.ts';
import type {
  ImageState,
  Stall,
  Transfer,
  TransferState,
  TransferStatus,
  TransferUpdate,
} from '../../../../shared/models/transfer.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
import { createImageStates } from './image-states.ts';
import { createLayerStates } from './layer-states.ts';
import { listBlobDigests, plannedTags } from '../../plan/planned-contents.ts';
import type { TransferEvent } from './transfer-event.ts';

/** What one event changed. */
export interface ProgressChange {
  /** True when a state changed, which is sent as soon as the limit of updates allows; false for bytes and tags, which are sent with the next update. */
  readonly isStateChange: boolean;
  /** Bytes transferred; negative when a layer restarts. */
  readonly bytes: number;
  /** Positions of the images that have a new state. */
  readonly images: readonly number[];
}

/** The only place that keeps the state of a transfer while it runs: a reducer of its events. The renderer has copies. */
export interface TransferProgress {
  apply(event: TransferEvent): ProgressChange;
  state(): TransferState;
  status(): TransferStatus;
  imageState(index: number): ImageState | undefined;
  snapshot(): Transfer;
  /** What changed since the previous call. */
  takeUpdate(): TransferUpdate;
}

const stateChange: ProgressChange = { isStateChange: true, bytes: 0, images: [] };

/** @param clock milliseconds since 1970. */
export function createTransferProgress(id: string, plan: Plan, clock: () => number): TransferProgress {
  const startedAt = clock();
  const layers = createLayerStates(plan.blobs);
  const images = createImageStates(plan.images);
  let state: TransferState = { kind: 'waiting' };
  let revision = 0;
  let copyStartedAt: number | undefined;
  let registryUnavailable: ErrorData | undefined;
  let stall: Stall | undefined;

  const status = (): TransferStatus => {
    const now = clock();
    const transferred = layers.transferred();
    const alreadyAtDestination = layers.alreadyAtDestination(now);
    const left = Math.max(0, plan.bytes.total - alreadyAtDestination - transferred);
    const bytesPerSecond = state.kind === 'running' ? layers.bytesPerSecond(now) : 0;
    return {
      id,
      revision,
      state,
      copyStartedAt,
      bytes: {
        total: plan.bytes.total,
        alreadyAtDestination,
        transferred,
      },
      registryUnavailable,
      stall: state.kind === 'running' ? stall : undefined,
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 && left > 0 ? left / bytesPerSecond : undefined,
    };
  };

  return {
    apply(event) {
      switch (event.kind) {
        case 'layer':
        case 'layer-failed':
        case 'layer-bytes':
        case 'layer-continued':
        case 'layer-restart':
          return { ...layers.apply(event, clock()), images: [] };
        case 'image':
        case 'image-state':
        case 'image-failed':
          return { ...stateChange, images: images.apply(event) };
        case 'tag-written':
        case 'tag-unsure':
          return { isStateChange: false, bytes: 0, images: images.apply(event) };
        case 'registry-unavailable':
          registryUnavailable = event.error;
          return stateChange;
        case 'registry-available':
          registryUnavailable = undefined;
          return stateChange;
        case 'transfer-started':
          copyStartedAt = clock();
          state = { kind: 'running' };
          return stateChange;
        case 'transfer-state':
          state = event.state;
          return stateChange;
        case 'stall':
          stall = event.stall;
          return stateChange;
        case 'call-failed':
          return { isStateChange: false, bytes: 0, images: [] };
        case 'rest-cancelled':
          layers.cancelUnfinished();
          return { ...stateChange, images: images.cancelUnfinished() };
      }
    },
    state: () => state,
    status,
    imageState: (index) => images.get(index),
    snapshot() {
      const { source, destination } = plan;
      const { name: repositoryName, uri: repositoryUri } = destination.repository;
      return {
        ...status(),
        startedAt,
        source,
        destination: { ...destination, repositoryName, repositoryUri },
        images: plan.images.map((image, index) => ({
          digest: image.digest,
          kind: image.kind,
          sourceTags: image.sourceTags,
          destinationTags: plannedTags(image),
          layerDigests: isBlocked(image) ? [] : listBlobDigests(image),
          state: images.get(index) ?? { kind: 'waiting' },
        })),
        layers: layers.snapshot(clock()),
      };
    },
    takeUpdate() {
      revision++;
      return { status: status(), images: images.takeChanged(), layers: layers.takeChanged(clock()) };
    },
  };
}
