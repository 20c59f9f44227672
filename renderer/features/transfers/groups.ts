import type { Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { assertNever } from '../../../shared/result.ts';

/** In the order in which they are shown: first what goes on or wants a person, what is over last. */
const groupKinds = [
  'waiting-for-credentials',
  'running',
  'paused',
  'waiting',
  'interrupted',
  'failed',
  'cancelled',
  'done',
] as const;
export type GroupKind = (typeof groupKinds)[number];

export const groupTitles = {
  'waiting-for-credentials': 'Waiting for credentials',
  running: 'Running',
  paused: 'Paused',
  waiting: 'Waiting',
  interrupted: 'Interrupted',
  failed: 'Failed',
  cancelled: 'Cancelled',
  done: 'Done',
} as const satisfies Record<GroupKind, string>;

export interface TransferGroup {
  readonly kind: GroupKind;
  readonly transfers: readonly Transfer[];
}

function groupOf({ kind }: TransferState): GroupKind {
  switch (kind) {
    case 'cancelling':
      return 'running';
    case 'suspended':
      return 'paused';
    case 'running':
    case 'waiting':
    case 'paused':
    case 'waiting-for-credentials':
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return kind;
    default:
      return assertNever(kind);
  }
}

/** Those that wait as their turn comes; one whose place is not known yet, last. */
function inQueueOrder(transfers: readonly Transfer[], queue: readonly string[]): readonly Transfer[] {
  const places = new Map(queue.map((id, place) => [id, place]));
  const findPlace = ({ id }: Transfer): number => places.get(id) ?? queue.length;
  return transfers.toSorted((a, b) => findPlace(a) - findPlace(b) || a.startedAt - b.startedAt);
}

/** The transfers by what they are doing; groups without any are left out. */
export function groupTransfers(
  transfers: readonly Transfer[],
  queue: readonly string[],
): readonly TransferGroup[] {
  return groupKinds.flatMap((kind) => {
    const those = transfers.filter(({ state }) => groupOf(state) === kind);
    if (those.length === 0) return [];
    return [{ kind, transfers: kind === 'waiting' ? inQueueOrder(those, queue) : those }];
  });
}
