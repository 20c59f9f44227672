import type {
  ImageProgress,
  ImageState,
  LayerProgress,
  LayerState,
  Transfer,
  TransferState,
} from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { ErrorAction } from '../../../shared/result.ts';
import { assertNever } from '../../../shared/result.ts';
import type { ProgressTone } from '../../components/progress-bar.tsx';
import { formatBytes, formatBytesOf, formatSpeed } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatTimeLeft } from '../../../shared/format/duration.ts';

/** How much of a layer is at the destination, in bytes. */
export function bytesThere({ size, state }: LayerProgress): number {
  switch (state.kind) {
    case 'already-at-destination':
    case 'mounted':
    case 'done':
      return size;
    case 'copying':
      return state.transferred;
    case 'waiting':
    case 'checking':
    case 'failed':
    case 'cancelled':
      return 0;
    default:
      return assertNever(state);
  }
}

export interface Share {
  /** Bytes moved so far. */
  readonly moved: number;
  /** Bytes that have to move. */
  readonly toTransfer: number;
  readonly bytesPerSecond: number;
}

/** How far an image is: what was there before does not count; a layer that images share counts for each. */
export function imageShare({ layerDigests }: ImageProgress, layers: Transfer['layers']): Share {
  let moved = 0;
  let toTransfer = 0;
  let bytesPerSecond = 0;
  for (const digest of layerDigests) {
    const layer = layers[digest];
    if (!layer || layer.state.kind === 'already-at-destination' || layer.state.kind === 'mounted') continue;
    moved += bytesThere(layer);
    toTransfer += layer.size;
    if (layer.state.kind === 'copying') bytesPerSecond += layer.state.bytesPerSecond;
  }
  return { moved, toTransfer, bytesPerSecond };
}

/** `Copying 12.3 of 45.0 MB · 8.0 MB/s · 4 s left`, as far as each can be told; without speed where the transfer is held. */
export function describeImageProgress(
  state: ImageState,
  { moved, toTransfer, bytesPerSecond }: Share,
  isHeld: boolean,
): string {
  const words = state.kind === 'copying' && isHeld ? 'Paused at' : describeImage(state);
  if (state.kind !== 'copying' || toTransfer === 0) return words;
  const figures = `${words} ${formatBytesOf(moved, toTransfer)}`;
  if (isHeld || bytesPerSecond === 0) return figures;
  return [figures, formatSpeed(bytesPerSecond), formatTimeLeft((toTransfer - moved) / bytesPerSecond)].join(
    ' · ',
  );
}

/** `team/api to release/api` */
export const nameOf = ({ source, destination }: Pick<Transfer, 'source' | 'destination'>): string =>
  `${source.repositoryName} to ${destination.repositoryName}`;

/** Whether it has begun and nothing of it moves: paused, by a person or by the sleep of the computer, or without credentials. */
export const isHeld = ({ kind }: TransferState): boolean =>
  kind === 'paused' || kind === 'suspended' || kind === 'waiting-for-credentials';

/** Whether it has begun and not ended. */
export const isPending = (state: TransferState): boolean => state.kind !== 'waiting' && !isFinished(state);

/** 0 to 1; what has nothing to move is whole. */
export const partOf = (moved: number, toTransfer: number): number =>
  toTransfer > 0 ? moved / toTransfer : 1;

const bytesToMove = ({ bytes }: Transfer): number => Math.max(0, bytes.total - bytes.alreadyAtDestination);

/** 0 to 1, of the bytes that have to move. */
export const overallValue = (transfer: Transfer): number =>
  transfer.state.kind === 'done' ? 1 : partOf(transfer.bytes.transferred, bytesToMove(transfer));

/** `12.3 of 45.0 MB · 8.0 MB/s · 4 s left`, as far as each makes sense in the state. */
export function describeOverall(transfer: Transfer): string {
  const { bytes, bytesPerSecond, secondsLeft, state } = transfer;
  if (state.kind === 'done') {
    const there =
      bytes.alreadyAtDestination > 0 ? `, ${formatBytes(bytes.alreadyAtDestination)} were already there` : '';
    return bytes.transferred === 0
      ? 'No byte had to move'
      : `${formatBytes(bytes.transferred)} moved${there}`;
  }
  if (state.kind === 'waiting') return `${formatBytes(bytesToMove(transfer))} to move`;
  const moved = formatBytesOf(bytes.transferred, bytesToMove(transfer));
  if (state.kind !== 'running') return moved;
  return [moved, formatSpeed(bytesPerSecond), formatTimeLeft(secondsLeft)].join(' · ');
}

export function describeLayer({ size, state }: LayerProgress, isTransferHeld = false): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting';
    case 'checking':
      return 'Checking';
    case 'already-at-destination':
      return 'Already there';
    case 'mounted':
      return 'Mounted, no byte moved';
    case 'copying':
      return isTransferHeld
        ? `Paused at ${formatBytesOf(state.transferred, size)}`
        : `Copying ${formatBytesOf(state.transferred, size)} · ${formatSpeed(state.bytesPerSecond)}`;
    case 'done':
      return 'Done';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Stopped';
    default:
      return assertNever(state);
  }
}

export function describeImage(state: ImageState): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting';
    case 'copying':
      return 'Copying';
    case 'tagging':
      return 'Writing manifest and tags';
    case 'verifying':
      return 'Verifying';
    case 'done':
      if (state.verificationError)
        return `${state.alreadyAtDestination ? 'Already there' : 'Done'}, not verified`;
      return `${state.alreadyAtDestination ? 'Already there' : 'Done'}${state.verified ? ', verified' : ''}`;
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Stopped';
    default:
      return assertNever(state);
  }
}

/** Tags that an image has got at the destination, whatever became of the rest. */
export function writtenTags({ state, destinationTags }: ImageProgress): readonly string[] {
  if (state.kind === 'failed' || state.kind === 'cancelled') return state.writtenTags;
  return state.kind === 'done' && !state.alreadyAtDestination ? destinationTags : [];
}

/** Tags whose writing was cut off before ECR answered. */
export const unsureTags = ({ state }: ImageProgress): readonly string[] =>
  state.kind === 'cancelled' ? (state.unsureTags ?? []) : [];

function describeCancelled(images: readonly ImageProgress[]): string {
  const unsure = images.flatMap(unsureTags);
  if (unsure.length > 0) return `Cancelled: ${unsure.join(', ')} may have been written.`;
  const written = images.reduce((sum, image) => sum + writtenTags(image).length, 0);
  if (written === 0) return 'Cancelled: no tag was written.';
  return `Cancelled: ${formatCount(written, 'tag')} had been written.`;
}

/** What a person has to do before the copy goes on. */
const waitsFor: Readonly<Partial<Record<ErrorAction, string>>> = {
  'sign-in': 'Waiting for sign-in',
  'enter-code': 'Waiting for an MFA code',
};

export function describeTransfer({ state, images }: Pick<Transfer, 'state' | 'images'>): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting for its turn';
    case 'running':
      return 'Copying';
    case 'paused':
      return 'Paused';
    case 'suspended':
      return 'Paused: computer asleep';
    case 'waiting-for-credentials':
      return waitsFor[state.error.action ?? 'retry'] ?? 'Waiting for credentials';
    case 'cancelling':
      return 'Cancelling…';
    case 'done':
      return 'Replicated';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return describeCancelled(images);
    case 'interrupted':
      return state.hasStarted
        ? 'Interrupted: the app ended while copying.'
        : 'Not begun: the app ended before its turn came.';
    default:
      return assertNever(state);
  }
}

/** Whether some of its images got there and others did not. */
export const failedInPart = ({ state, images }: Pick<Transfer, 'state' | 'images'>): boolean =>
  isFinished(state) &&
  images.some((image) => image.state.kind === 'done') &&
  images.some((image) => image.state.kind !== 'done');

export function toneOf({ kind }: LayerState | ImageState | TransferState): ProgressTone {
  if (kind === 'done' || kind === 'already-at-destination' || kind === 'mounted') return 'success';
  if (kind === 'failed') return 'error';
  return kind === 'cancelled' || kind === 'cancelling' || kind === 'interrupted' ? 'stopped' : 'active';
}
