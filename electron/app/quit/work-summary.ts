import type { TransferStatus } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';

/** Where all transfers stand together, for taskbar, dock and the question before quitting. */
export interface WorkSummary {
  /** Those that copy, or will without anybody's help. */
  readonly active: number;
  /** Those that wait for a person: paused, or for a sign-in. */
  readonly heldUp: number;
  /** From 0 to 1 over all that has not ended; undefined when nothing is to be shown. */
  readonly progress: number | undefined;
  /** How the progress is to be shown. */
  readonly mode: 'normal' | 'paused' | 'error';
}

const isActive = ({ state: { kind } }: TransferStatus): boolean =>
  kind === 'running' || kind === 'suspended' || kind === 'waiting' || kind === 'cancelling';

export function summarizeWork(statuses: readonly TransferStatus[]): WorkSummary {
  const open = statuses.filter(({ state }) => !isFinished(state));
  const active = open.filter(isActive).length;
  const toMove = open.reduce((sum, { bytes }) => sum + bytes.total - bytes.alreadyThere, 0);
  const moved = open.reduce((sum, { bytes }) => sum + bytes.transferred, 0);
  const needsSignIn = open.some(({ state }) => state.kind === 'waiting-for-credentials');
  return {
    active,
    heldUp: open.length - active,
    progress: open.length === 0 ? undefined : toMove > 0 ? Math.min(1, Math.max(0, moved / toMove)) : 0,
    mode: needsSignIn ? 'error' : active > 0 ? 'normal' : 'paused',
  };
}
