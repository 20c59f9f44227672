import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/counts.ts';
import { formatDuration } from '../../../../shared/format/duration.ts';
import { shortDigest } from '../../../../shared/models/image.ts';
import type { Plan, PlannedImage } from '../../../../shared/models/plan.ts';
import type { LogEntry } from '../../../../shared/models/transfer-log.ts';
import type { ImageState, Stall, TransferState } from '../../../../shared/models/transfer.ts';
import { assertNever } from '../../../../shared/models/result.ts';
import { describeStall } from '../../../../shared/text/stall.ts';
import type { ReplicationEvent } from '../../replication/upload/replication-event.ts';

/** A line of the log, without its number and time. */
export type LogLine = Pick<LogEntry, 'level' | 'text'>;

const info = (text: string): LogLine => ({ level: 'info', text });
const warning = (text: string): LogLine => ({ level: 'warning', text });
const failure = (text: string): LogLine => ({ level: 'error', text });

type LayerState = Extract<ReplicationEvent, { kind: 'layer' }>['state'];

function describeLayerState(state: LayerState, layer: string, size: number): LogLine | undefined {
  if (state === 'done') return info(`${layer} copied, ${formatBytes(size)}.`);
  return state === 'mounted'
    ? info(`${layer} mounted from the source repository, ${formatBytes(size)}: no data transferred.`)
    : undefined;
}

function describeRegistryUnavailable({
  error,
  retryIn,
}: Extract<ReplicationEvent, { kind: 'registry-unavailable' }>): LogLine {
  const method =
    retryIn === undefined
      ? 'Layers are uploaded through the ECR API from now on.'
      : `Layers are uploaded through the ECR API; the registry endpoint is tried again in ${formatDuration(retryIn / 1000)}.`;
  return warning(`${method} ${error.message}`);
}

/**
 * The log line of a replication event.
 *
 * @param sizeOf bytes of a blob by its digest.
 * @returns undefined for events that are too frequent, or that another line describes.
 */
export function describeReplicationEvent(
  event: ReplicationEvent,
  sizeOf: (digest: string) => number,
): LogLine | undefined {
  if (event.kind === 'registry-unavailable') return describeRegistryUnavailable(event);
  if (event.kind === 'registry-available')
    return info('The registry endpoint responds again: layers are uploaded through it from now on.');
  const layer = `Layer ${shortDigest(event.digest)}`;
  switch (event.kind) {
    case 'layer':
      return describeLayerState(event.state, layer, sizeOf(event.digest));
    case 'layer-failed':
      return failure(`${layer}: ${event.error.message}`);
    case 'layer-restart':
      return warning(`${layer} restarts from its first byte.`);
    case 'layer-continued':
      return info(`${layer} continues after ${formatBytes(event.bytes)} that an earlier upload sent.`);
    case 'tag-written':
      return info(`Tag ${event.tag} written on ${shortDigest(event.digest)}.`);
    case 'tag-unsure':
      return warning(`Tag ${event.tag} is possibly written: copying stopped before ECR responded.`);
    case 'image':
    case 'layer-bytes':
      return undefined;
    default:
      return assertNever(event);
  }
}

/** `1.2` or, without a tag, the digest of the image. */
const getName = ({ digest, sourceTags }: PlannedImage): string => sourceTags[0] ?? shortDigest(digest);

/** The log line of a new state of an image; undefined while the image waits. */
export function describeImageState(image: PlannedImage, state: ImageState): LogLine | undefined {
  const name = getName(image);
  switch (state.kind) {
    case 'waiting':
      return undefined;
    case 'copying':
      return info(`${name}: copying layers.`);
    case 'tagging':
      return info(`${name}: writing manifest and tags.`);
    case 'verifying':
      return info(`${name}: verifying at the destination.`);
    case 'done': {
      const result = state.alreadyAtDestination ? 'already at the destination' : 'copied';
      if (state.verificationError)
        return warning(`${name}: ${result}, but cannot be verified. ${state.verificationError.message}`);
      return info(`${name}: ${result}${state.verified ? ' and verified' : ''}.`);
    }
    case 'failed':
      return failure(`${name}: ${state.error.message}`);
    case 'cancelled':
      return warning(`${name}: stopped before it was finished.`);
    default:
      return assertNever(state);
  }
}

/** The first log line of a transfer that starts to copy. */
export const describeStart = ({ images, source, destination, bytes }: Plan): LogLine =>
  info(
    `Copying ${formatCount(images.length, 'image')} from ${source.repositoryUri} to ${destination.repository.uri}; ${formatBytes(bytes.toTransfer)} to transfer.`,
  );

/** The log line of a stall, or of its end when `stall` is undefined. */
export const describeStallChange = (stall: Stall | undefined): LogLine =>
  stall ? warning(describeStall(stall)) : info('Data is moving again.');

/**
 * The log line of a new state of the transfer.
 *
 * @param startedAt milliseconds since 1970: when copying started; undefined when it never did.
 */
export function describeState(state: TransferState, startedAt: number | undefined): LogLine | undefined {
  switch (state.kind) {
    case 'waiting':
      return info('Waiting in the queue.');
    case 'running':
      return info('Resumed.');
    case 'paused':
      return info('Paused.');
    case 'suspended':
      return info('Paused: the computer is asleep.');
    case 'waiting-for-credentials':
      return warning(state.error.message);
    case 'cancelling':
      return warning('Canceling.');
    case 'done':
      return info(
        `Done${startedAt === undefined ? '' : ` in ${formatDuration((state.finishedAt - startedAt) / 1000)}`}.`,
      );
    case 'failed':
      return failure(`Failed: ${state.error.message}`);
    case 'cancelled':
      return warning('Canceled. Layers and images that were copied stay at the destination.');
    case 'interrupted':
      return undefined;
    default:
      return assertNever(state);
  }
}
