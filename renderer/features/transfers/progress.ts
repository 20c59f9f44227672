import type {
  ImageProgress,
  ImageState,
  LayerProgress,
  LayerState,
  Transfer,
  TransferState,
} from '../../../shared/models/transfer.ts';
import { assertNever } from '../../../shared/result.ts';
import type { ProgressTone } from '../../components/progress-bar.tsx';
import { formatBytes, formatBytesOf, formatSpeed } from '../../format/bytes.ts';
import { formatTimeLeft } from '../../format/duration.ts';

/** How much of a layer is at the destination, in bytes. */
export function bytesThere({ size, state }: LayerProgress): number {
  switch (state.kind) {
    case 'already-there':
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

interface Share {
  readonly there: number;
  readonly total: number;
}

/** How much of an image is at the destination; a layer that images share counts for each. */
export function imageShare({ layerDigests }: ImageProgress, layers: Transfer['layers']): Share {
  let there = 0;
  let total = 0;
  for (const digest of layerDigests) {
    const layer = layers[digest];
    if (!layer) continue;
    there += bytesThere(layer);
    total += layer.size;
  }
  return { there, total };
}

/** 0 to 1; a transfer without a byte to move is whole once it is done. */
export function overallValue({ bytes, state }: Transfer): number {
  if (state.kind === 'done') return 1;
  return bytes.total === 0 ? 0 : (bytes.alreadyThere + bytes.transferred) / bytes.total;
}

/** `12.3 of 45.0 MB · 8.0 MB/s · 4 s left`, as far as each makes sense in the state. */
export function describeOverall({ bytes, bytesPerSecond, secondsLeft, state }: Transfer): string {
  const toMove = Math.max(0, bytes.total - bytes.alreadyThere);
  if (state.kind === 'done') {
    const there = bytes.alreadyThere > 0 ? `, ${formatBytes(bytes.alreadyThere)} were already there` : '';
    return bytes.transferred === 0
      ? 'No byte had to move'
      : `${formatBytes(bytes.transferred)} moved${there}`;
  }
  const moved = formatBytesOf(bytes.transferred, toMove);
  if (state.kind !== 'running') return moved;
  return [moved, formatSpeed(bytesPerSecond), formatTimeLeft(secondsLeft)].join(' · ');
}

export function describeLayer({ size, state }: LayerProgress): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting';
    case 'checking':
      return 'Checking';
    case 'already-there':
      return 'Already there';
    case 'copying':
      return `Copying ${formatBytesOf(state.transferred, size)} · ${formatSpeed(state.bytesPerSecond)}`;
    case 'done':
      return 'Done';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
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
    case 'done':
      return state.alreadyThere ? 'Already there' : 'Done';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
    default:
      return assertNever(state);
  }
}

export function describeTransfer(state: TransferState): string {
  switch (state.kind) {
    case 'running':
      return 'Copying';
    case 'cancelling':
      return 'Cancelling…';
    case 'done':
      return 'Replicated';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled: no tag was written.';
    default:
      return assertNever(state);
  }
}

export function toneOf({ kind }: LayerState | ImageState | TransferState): ProgressTone {
  if (kind === 'done' || kind === 'already-there') return 'success';
  if (kind === 'failed') return 'error';
  return kind === 'cancelled' || kind === 'cancelling' ? 'stopped' : 'active';
}
