import type { Plan } from '../../../../shared/models/plan.ts';
import type { TransferState } from '../../../../shared/models/transfer.ts';
import type { LogLine } from './describe-event.ts';
import {
  describeImageState,
  describeReplicationEvent,
  describeStallChange,
  describeStart,
  describeState,
} from './describe-event.ts';
import type { EventLog } from './event-log.ts';
import type { SnapshotNotifier } from './snapshot-notifier.ts';
import { getMark } from './throughput-mark.ts';
import type { ThroughputMeter } from './throughput-meter.ts';
import type { TransferEvent, TransferEventSink } from './transfer-event.ts';
import type { ProgressChange, TransferProgress } from './transfer-progress.ts';

interface EventSinkParts {
  readonly plan: Plan;
  readonly progress: TransferProgress;
  readonly log: EventLog;
  /** Each counts the bytes of the transfer and marks its events. */
  readonly meters: readonly ThroughputMeter[];
  readonly notifier: Pick<SnapshotNotifier, 'bytesMoved' | 'stateChanged'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const noLines: readonly LogLine[] = [];

/** Passes every event of a transfer to its progress, and the change that it made to log, meters and renderer. */
export function createEventSink({
  plan,
  progress,
  log,
  meters,
  notifier,
  clock,
}: EventSinkParts): TransferEventSink {
  const sizes = new Map(plan.blobs.map(({ digest, size }) => [digest, size]));

  const describeImages = (indexes: readonly number[]): readonly (LogLine | undefined)[] =>
    indexes.map((index) => {
      const [image, state] = [plan.images[index], progress.imageState(index)];
      return image && state && describeImageState(image, state);
    });

  const listLines = (
    event: TransferEvent,
    { images }: ProgressChange,
    before: TransferState,
  ): readonly (LogLine | undefined)[] => {
    switch (event.kind) {
      case 'image':
      case 'image-state':
      case 'image-failed':
      case 'rest-cancelled':
        return describeImages(images);
      case 'transfer-started':
        return [describeStart(plan)];
      case 'transfer-state':
        return event.state.kind === before.kind
          ? []
          : [describeState(event.state, progress.status().copyStartedAt)];
      case 'stall':
        return [describeStallChange(event.stall)];
      case 'layer-bytes':
      case 'call-failed':
        return noLines;
      case 'layer':
      case 'layer-continued':
      case 'layer-failed':
      case 'layer-restart':
      case 'tag-written':
      case 'tag-unsure':
      case 'registry-unavailable':
      case 'registry-available':
        return [describeReplicationEvent(event, (digest) => sizes.get(digest) ?? 0)];
    }
  };

  return (event) => {
    const before = progress.state();
    const change = progress.apply(event);
    for (const line of listLines(event, change, before)) if (line) log.add(line.level, line.text);
    if (change.bytes !== 0) {
      const now = clock();
      for (const meter of meters) meter.add(change.bytes, now);
    }
    const mark = getMark(event, before);
    if (mark) for (const meter of meters) meter.mark(mark, clock());
    if (change.isStateChange) notifier.stateChanged();
    else notifier.bytesMoved();
  };
}
