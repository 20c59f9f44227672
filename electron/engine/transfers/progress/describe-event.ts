import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/counts.ts';
import { formatDuration } from '../../../../shared/format/duration.ts';
import { shortDigest } from '../../../../shared/models/image.ts';
import type { Plan } from '../../../../shared/models/plan.ts';
import type { LogEntry } from '../../../../shared/models/transfer-log.ts';
import type { ImageState, Stall, TransferState } from '../../../../shared/models/transfer.ts';
import { assertNever } from '../../../../shared/result.ts';
import type { ReplicationEvent } from '../../replication/replication-event.ts';

/** A line of the log before it is written down. */
export type LogLine = Pick<LogEntry, 'level' | 'text'>;

const info = (text: string): LogLine => ({ level: 'info', text });
const warning = (text: string): LogLine => ({ level: 'warning', text });
const failure = (text: string): LogLine => ({ level: 'error', text });

type LayerState = Extract<ReplicationEvent, { kind: 'layer' }>['state'];

function describeLayerState(state: LayerState, layer: string, size: number): LogLine | undefined {
  if (state === 'done') return info(`${layer} copied, ${formatBytes(size)}.`);
  return state === 'mounted'
    ? info(`${layer} mounted from the source's repository, ${formatBytes(size)}: no byte moved.`)
    : undefined;
}

function describeRegistryUnavailable({
  error,
  retryIn,
}: Extract<ReplicationEvent, { kind: 'registry-unavailable' }>): LogLine {
  const later =
    retryIn === undefined
      ? 'Layers go by the ECR API from now on.'
      : `Layers go by the ECR API for now; the registry endpoint is tried again in ${formatDuration(retryIn / 1000)}.`;
  return warning(`${later} ${error.message}`);
}

/** What a replication event is to a person; undefined for those that are too many, or told by another line. */
export function describeEvent(
  event: ReplicationEvent,
  sizeOf: (digest: string) => number,
): LogLine | undefined {
  if (event.kind === 'registry-unavailable') return describeRegistryUnavailable(event);
  if (event.kind === 'registry-available')
    return info('The registry endpoint answers again: layers go through it from now on.');
  const layer = `Layer ${shortDigest(event.digest)}`;
  switch (event.kind) {
    case 'layer':
      return describeLayerState(event.state, layer, sizeOf(event.digest));
    case 'layer-failed':
      return failure(`${layer}: ${event.error.message}`);
    case 'layer-restart':
      return warning(`${layer} begins again from its first byte.`);
    case 'layer-continued':
      return info(`${layer} goes on after ${formatBytes(event.bytes)} that are there from before.`);
    case 'tag-written':
      return info(`Tag ${event.tag} written on ${shortDigest(event.digest)}.`);
    case 'tag-unsure':
      return warning(`Tag ${event.tag} may have been written: ECR had not answered when copying stopped.`);
    case 'image':
    case 'layer-bytes':
      return undefined;
    default:
      return assertNever(event);
  }
}

/** `app/web:1.2` or, without a tag, its digest. */
const nameOf = ({ digest, sourceTags }: Plan['images'][number]): string =>
  sourceTags[0] ?? shortDigest(digest);

export function describeImageState(image: Plan['images'][number], state: ImageState): LogLine | undefined {
  const name = nameOf(image);
  switch (state.kind) {
    case 'waiting':
      return undefined;
    case 'copying':
      return info(`${name}: copying layers.`);
    case 'tagging':
      return info(`${name}: writing manifest and tags.`);
    case 'verifying':
      return info(`${name}: reading back and comparing.`);
    case 'done': {
      const how = state.alreadyAtDestination ? 'was there already' : 'is there';
      if (state.verificationError)
        return warning(`${name} ${how}, but cannot be verified. ${state.verificationError.message}`);
      return info(`${name} ${how}${state.verified ? ', and is as at the source' : ''}.`);
    }
    case 'failed':
      return failure(`${name}: ${state.error.message}`);
    case 'cancelled':
      return warning(`${name} was not finished.`);
    default:
      return assertNever(state);
  }
}

export const describeBeginning = ({ images, source, destination, bytes }: Plan): LogLine =>
  info(
    `Begins to copy ${formatCount(images.length, 'image')} from ${source.repositoryUri} to ${destination.repository.uri}; ${formatBytes(bytes.toTransfer)} to move.`,
  );

/** What stands still, and that nobody has to do anything; or that it moves again. */
export const describeStall = (stall: Stall | undefined): LogLine =>
  stall
    ? warning(
        `No data is moving. ${stall.error?.message ?? 'Check the network, VPN and proxy.'} The transfer continues as soon as the network is back.`,
      )
    : info('Data is moving again.');

/** A state that the transfer has come to from another one. */
export function describeState(state: TransferState, begunAt: number | undefined): LogLine | undefined {
  switch (state.kind) {
    case 'waiting':
      return info('Waits for its turn.');
    case 'running':
      return info('Goes on.');
    case 'paused':
      return info('Paused.');
    case 'suspended':
      return info('Paused: the computer is asleep.');
    case 'waiting-for-credentials':
      return warning(state.error.message);
    case 'cancelling':
      return warning('Is being cancelled.');
    case 'done':
      return info(
        `Done${begunAt === undefined ? '' : ` in ${formatDuration((state.finishedAt - begunAt) / 1000)}`}.`,
      );
    case 'failed':
      return failure(`Failed: ${state.error.message}`);
    case 'cancelled':
      return warning('Cancelled. What was copied stays, and is not copied again.');
    case 'interrupted':
      return undefined;
    default:
      return assertNever(state);
  }
}
