import type { ThroughputMarkKind } from '../../../../shared/models/throughput.ts';
import type { TransferState } from '../../../../shared/models/transfer.ts';
import { isPaused } from '../../../../shared/models/transfer.ts';
import type { TransferEvent } from './transfer-event.ts';

function markState(before: TransferState, now: TransferState): ThroughputMarkKind | undefined {
  if (before.kind === 'running' && isPaused(now)) return 'paused';
  return isPaused(before) && now.kind === 'running' ? 'resumed' : undefined;
}

/** The mark that an event leaves in the graph of the throughput, if any. @param before the state before the event. */
export function getMark(event: TransferEvent, before: TransferState): ThroughputMarkKind | undefined {
  if (event.kind === 'transfer-state') return markState(before, event.state);
  if (event.kind !== 'call-failed') return undefined;
  if (event.error.code === 'throttled') return 'throttled';
  return event.error.retryable ? 'retried' : undefined;
}
