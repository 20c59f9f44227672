import type {
  ImageProgress,
  ImageState,
  LayerProgress,
  LayerState,
  Transfer,
  TransferState,
} from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { ErrorAction } from '../../../shared/models/result.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { ProgressTone } from '../../components/progress-bar.tsx';
import { formatBytes, formatBytesOf, formatSpeed } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatTimeLeft } from '../../../shared/format/duration.ts';

/** The bytes of a layer that are at the destination. */
export function transferredBytes({ size, state }: LayerProgress): number {
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
  /** Bytes transferred so far. */
  readonly transferred: number;
  /** Bytes to transfer. */
  readonly toTransfer: number;
  readonly bytesPerSecond: number;
}

/** The progress of an image without layers that existed before; a layer that images share counts for each. */
export function imageShare({ layerDigests }: ImageProgress, layers: Transfer['layers']): Share {
  let transferred = 0;
  let toTransfer = 0;
  let bytesPerSecond = 0;
  for (const digest of layerDigests) {
    const layer = layers[digest];
    if (!layer || layer.state.kind === 'already-at-destination' || layer.state.kind === 'mounted') continue;
    transferred += transferredBytes(layer);
    toTransfer += layer.size;
    if (layer.state.kind === 'copying') bytesPerSecond += layer.state.bytesPerSecond;
  }
  return { transferred, toTransfer, bytesPerSecond };
}

/** `Copying 12.3 of 45.0 MB · 8.0 MB/s · 4 s left`, as far as each is known; without speed while the transfer is paused. */
export function describeImageProgress(
  state: ImageState,
  { transferred, toTransfer, bytesPerSecond }: Share,
  isPaused: boolean,
): string {
  const text = state.kind === 'copying' && isPaused ? 'Paused at' : describeImage(state);
  if (state.kind !== 'copying' || toTransfer === 0) return text;
  const figures = `${text} ${formatBytesOf(transferred, toTransfer)}`;
  if (isPaused || bytesPerSecond === 0) return figures;
  return [
    figures,
    formatSpeed(bytesPerSecond),
    formatTimeLeft((toTransfer - transferred) / bytesPerSecond),
  ].join(' · ');
}

/** `team/api to release/api` */
export const getName = ({ source, destination }: Pick<Transfer, 'source' | 'destination'>): string =>
  `${source.repositoryName} to ${destination.repositoryName}`;

/** `Transfer of team/api to release/api removed from the list.` */
export function describeRemoved(transfers: readonly Transfer[]): string {
  const [first] = transfers;
  const what =
    first && transfers.length === 1
      ? `Transfer of ${getName(first)}`
      : formatCount(transfers.length, 'transfer');
  return `${what} removed from the list.`;
}

/** Whether a transfer has started and not finished. */
export const isPending = (state: TransferState): boolean => state.kind !== 'waiting' && !isFinished(state);

/** The transferred part from 0 to 1; 1 when there is nothing to transfer. */
export const getPart = (transferred: number, toTransfer: number): number =>
  toTransfer > 0 ? transferred / toTransfer : 1;

const bytesToTransfer = ({ bytes }: Transfer): number =>
  Math.max(0, bytes.total - bytes.alreadyAtDestination);

/** The progress of a transfer from 0 to 1, by bytes. */
export const overallValue = (transfer: Transfer): number =>
  transfer.state.kind === 'done' ? 1 : getPart(transfer.bytes.transferred, bytesToTransfer(transfer));

/** `12.3 of 45.0 MB · 8.0 MB/s · 4 s left`, as far as each applies to the state. */
export function describeOverall(transfer: Transfer): string {
  const { bytes, bytesPerSecond, secondsLeft, state } = transfer;
  if (state.kind === 'done') {
    const existing =
      bytes.alreadyAtDestination > 0
        ? `, ${formatBytes(bytes.alreadyAtDestination)} already at destination`
        : '';
    return bytes.transferred === 0
      ? 'Nothing to transfer'
      : `${formatBytes(bytes.transferred)} transferred${existing}`;
  }
  if (state.kind === 'waiting') return `${formatBytes(bytesToTransfer(transfer))} to transfer`;
  const amount = formatBytesOf(bytes.transferred, bytesToTransfer(transfer));
  if (state.kind !== 'running') return amount;
  return [amount, formatSpeed(bytesPerSecond), formatTimeLeft(secondsLeft)].join(' · ');
}

export function describeLayer({ size, state }: LayerProgress, isTransferPaused = false): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting';
    case 'checking':
      return 'Checking';
    case 'already-at-destination':
      return 'Already at destination';
    case 'mounted':
      return 'Mounted';
    case 'copying':
      return isTransferPaused
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

function describeImage(state: ImageState): string {
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
        return `${state.alreadyAtDestination ? 'Already at destination' : 'Done'}, not verified`;
      return `${state.alreadyAtDestination ? 'Already at destination' : 'Done'}${state.verified ? ', verified' : ''}`;
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Stopped';
    default:
      return assertNever(state);
  }
}

/** The tags of an image that were written to the destination. */
export function writtenTags({ state, destinationTags }: ImageProgress): readonly string[] {
  if (state.kind === 'failed' || state.kind === 'cancelled') return state.writtenTags;
  return state.kind === 'done' && !state.alreadyAtDestination ? destinationTags : [];
}

/** Tags whose PutImage call was interrupted before its response. */
export const unsureTags = ({ state }: ImageProgress): readonly string[] =>
  state.kind === 'cancelled' ? (state.unsureTags ?? []) : [];

function describeCancelled(images: readonly ImageProgress[]): string {
  const unsure = images.flatMap(unsureTags);
  if (unsure.length > 0) return `Canceled: ${unsure.join(', ')} may have been written.`;
  const written = images.reduce((sum, image) => sum + writtenTags(image).length, 0);
  if (written === 0) return 'Canceled: no tags written.';
  return `Canceled: ${formatCount(written, 'tag')} written.`;
}

/** The description of a transfer that waits for the user, by error action. */
const waitingTexts: Readonly<Partial<Record<ErrorAction, string>>> = {
  'sign-in': 'Waiting for sign-in',
  'enter-code': 'Waiting for an MFA code',
};

export function describeTransfer({ state, images }: Pick<Transfer, 'state' | 'images'>): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting in queue';
    case 'running':
      return 'Copying';
    case 'paused':
      return 'Paused';
    case 'suspended':
      return 'Paused: computer asleep';
    case 'waiting-for-credentials':
      return waitingTexts[state.error.action ?? 'retry'] ?? 'Waiting for credentials';
    case 'cancelling':
      return 'Canceling…';
    case 'done':
      return 'Replicated';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return describeCancelled(images);
    case 'interrupted':
      return state.hasStarted
        ? 'Interrupted: the app quit during the transfer.'
        : 'Not started: the app quit before the transfer started.';
    default:
      return assertNever(state);
  }
}

/** Whether some images of a finished transfer were replicated and others not. */
export const failedInPart = ({ state, images }: Pick<Transfer, 'state' | 'images'>): boolean =>
  isFinished(state) &&
  images.some((image) => image.state.kind === 'done') &&
  images.some((image) => image.state.kind !== 'done');

export function getTone({ kind }: LayerState | ImageState | TransferState): ProgressTone {
  if (kind === 'done' || kind === 'already-at-destination' || kind === 'mounted') return 'success';
  if (kind === 'failed') return 'error';
  return kind === 'cancelled' || kind === 'cancelling' || kind === 'interrupted' ? 'stopped' : 'active';
}
