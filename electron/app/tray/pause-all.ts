import type { Transfers } from '../../engine/transfers/transfers.ts';

type Paused = Pick<Transfers, 'pause' | 'resume' | 'statuses'>;

const idsOf = ({ statuses }: Paused, kinds: ReadonlySet<string>): readonly string[] =>
  statuses().flatMap(({ id, state }) => (kinds.has(state.kind) ? id : []));

const waiting = new Set(['waiting']);
const active = new Set(['running', 'suspended', 'waiting-for-credentials']);
const paused = new Set(['paused']);

/** Pauses all transfers; those in the queue first, because a paused transfer makes room for the next one. */
export function pauseAll(transfers: Paused): void {
  for (const id of [...idsOf(transfers, waiting), ...idsOf(transfers, active)]) transfers.pause(id);
}

/** Ends the pause of all transfers. */
export function resumeAll(transfers: Paused): void {
  for (const id of idsOf(transfers, paused)) transfers.resume(id);
}
