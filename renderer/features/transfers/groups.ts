import type { Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { assertNever } from '../../../shared/models/result.ts';

/** The groups in display order: active ones first, finished ones last. */
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
  cancelled: 'Canceled',
  done: 'Done',
} as const satisfies Record<GroupKind, string>;

export interface TransferGroup {
  readonly kind: GroupKind;
  readonly transfers: readonly Transfer[];
}

function getGroup({ kind }: TransferState): GroupKind {
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

/** Waiting transfers in queue order; those without a known position come last. */
function inQueueOrder(transfers: readonly Transfer[], queue: readonly string[]): readonly Transfer[] {
  const positions = new Map(queue.map((id, position) => [id, position]));
  const getPosition = ({ id }: Transfer): number => positions.get(id) ?? queue.length;
  return transfers.toSorted((a, b) => getPosition(a) - getPosition(b) || a.startedAt - b.startedAt);
}

/** Groups transfers by state; empty groups are omitted. */
export function groupTransfers(
  transfers: readonly Transfer[],
  queue: readonly string[],
): readonly TransferGroup[] {
  return groupKinds.flatMap((kind) => {
    const members = transfers.filter(({ state }) => getGroup(state) === kind);
    if (members.length === 0) return [];
    return [{ kind, transfers: kind === 'waiting' ? inQueueOrder(members, queue) : members }];
  });
}
