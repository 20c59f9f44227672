import type { TransferStatus } from './transfer.ts';
import { isFinished } from './transfer.ts';

/** All transfers together. */
export interface QueueSummary {
  /** Those that copy, also while the computer sleeps. */
  readonly running: number;
  /** Those that wait for their turn. */
  readonly waiting: number;
  readonly paused: number;
  /** Those whose credentials have expired. */
  readonly waitingForCredentials: number;
  readonly interrupted: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly done: number;
  /** Bytes of all that are not finished. */
  readonly bytes: { readonly transferred: number; readonly toTransfer: number };
  /** Of all running ones; 0 when no data is moving. */
  readonly bytesPerSecond: number;
  /** Seconds until all running and waiting ones are finished, at the measured speed; undefined while it is unknown. */
  readonly secondsLeft: number | undefined;
}

type Count = Exclude<keyof QueueSummary, 'bytes' | 'bytesPerSecond' | 'secondsLeft'>;

function getCount({ state }: TransferStatus): Count {
  switch (state.kind) {
    case 'running':
    case 'suspended':
    case 'cancelling':
      return 'running';
    case 'waiting-for-credentials':
      return 'waitingForCredentials';
    case 'paused':
    case 'waiting':
    case 'interrupted':
    case 'failed':
    case 'cancelled':
    case 'done':
      return state.kind;
  }
}

/** Counts transfers by state, and adds up what is left of them. */
export function summarizeQueue(statuses: readonly TransferStatus[]): QueueSummary {
  const counts = {
    running: 0,
    waiting: 0,
    paused: 0,
    waitingForCredentials: 0,
    interrupted: 0,
    failed: 0,
    cancelled: 0,
    done: 0,
  };
  let transferred = 0;
  let toTransfer = 0;
  let activeLeft = 0;
  let speed = 0;
  for (const status of statuses) {
    const count = getCount(status);
    counts[count] += 1;
    if (isFinished(status.state)) continue;
    const { bytes, bytesPerSecond } = status;
    const size = Math.max(0, bytes.total - bytes.alreadyAtDestination);
    transferred += bytes.transferred;
    toTransfer += size;
    if (count !== 'running' && count !== 'waiting') continue;
    activeLeft += Math.max(0, size - bytes.transferred);
    speed += bytesPerSecond;
  }
  return {
    ...counts,
    bytes: { transferred, toTransfer },
    bytesPerSecond: speed,
    secondsLeft: speed > 0 && activeLeft > 0 ? activeLeft / speed : undefined,
  };
}
