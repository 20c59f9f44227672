import { formatBytes, formatBytesOf, formatSpeed } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatDuration, formatTimeLeft } from '../../../shared/format/duration.ts';
import type { LayerProgress, Transfer } from '../../../shared/models/transfer.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import { assertNever } from '../../../shared/models/result.ts';
import { describeAwaited } from '../../../shared/text/stall.ts';
import type { ImageResult, Outcome } from '../replication/result.ts';

const hasEnded = ({ state }: LayerProgress): boolean =>
  state.kind === 'done' ||
  state.kind === 'already-at-destination' ||
  state.kind === 'mounted' ||
  state.kind === 'failed' ||
  state.kind === 'cancelled';

/** `3 of 5 layers  34.0 of 120.0 MB  8.0 MB/s  12 s left`, or why nothing moves. */
export function describeTotal({
  layers,
  bytes,
  bytesPerSecond,
  secondsLeft,
  state,
  stall,
}: Transfer): string {
  const all = Object.values(layers);
  const toTransfer = Math.max(0, bytes.total - bytes.alreadyAtDestination);
  const counts = `${all.filter(hasEnded).length} of ${formatCount(all.length, 'layer')}  ${formatBytesOf(bytes.transferred, toTransfer)}`;
  switch (state.kind) {
    case 'waiting':
      return `${counts}  waiting`;
    case 'paused':
      return `${counts}  paused`;
    case 'suspended':
      return `${counts}  paused: computer asleep`;
    case 'waiting-for-credentials':
      return `${counts}  waiting for credentials`;
    case 'cancelling':
      return `${counts}  stopping`;
    case 'running':
      if (stall) return `${counts}  no data is moving: waiting for ${describeAwaited(stall)}`;
      if (bytes.transferred >= toTransfer) return `${counts}  finishing`;
      return bytesPerSecond > 0
        ? `${counts}  ${formatSpeed(bytesPerSecond)}  ${formatTimeLeft(secondsLeft)}`
        : counts;
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return counts;
    default:
      return assertNever(state);
  }
}

/** How a layer ended; undefined while it has not. */
export function describeEndedLayer({ digest, size, state }: LayerProgress): string | undefined {
  const name = `layer ${shortDigest(digest)}`;
  switch (state.kind) {
    case 'already-at-destination':
      return `${name}  already at destination  ${formatBytes(size)}`;
    case 'mounted':
      return `${name}  mounted  ${formatBytes(size)}`;
    case 'done':
      return `${name}  copied  ${formatBytes(size)}`;
    case 'failed':
      return `${name}  failed: ${state.error.message}`;
    case 'waiting':
    case 'checking':
    case 'copying':
    case 'cancelled':
      return undefined;
    default:
      return assertNever(state);
  }
}

/** `replicated <source> -> <destination> <digest>` */
export const describeCopied = ({ source, destination, digest, status }: ImageResult): string =>
  `${status === 'already-at-destination' ? 'already at destination' : status} ${source} -> ${destination} ${digest ?? ''}`.trimEnd();

/** The closing line. */
export function describeOutcome({ images, bytes }: Outcome, seconds: number): string {
  const count = (status: ImageResult['status']): number =>
    images.filter((image) => image.status === status).length;
  return [
    `${formatCount(count('replicated'), 'image')} replicated`,
    `${count('already-at-destination')} already at destination`,
    `${count('failed')} failed`,
    `${formatBytes(bytes.transferred)} transferred`,
    `${formatBytes(bytes.skipped)} skipped`,
    formatDuration(seconds),
  ].join(', ');
}
