import type { NotificationSettings } from '../../../shared/models/settings.ts';
import type { Transfer, TransferStatus } from '../../../shared/models/transfer.ts';
import type { Message } from '../quit/end-message.ts';
import { endMessage } from '../quit/end-message.ts';
import type { WorkSummary } from '../quit/work-summary.ts';
import { summarizeWork } from '../quit/work-summary.ts';

/** What a desktop can do with the news of transfers. */
export interface WorkWatchPorts {
  /** Shows progress and number at taskbar or dock. */
  readonly show: (summary: WorkSummary) => void;
  /** Whether the computer has to stay awake. */
  readonly keepAwake: (wanted: boolean) => void;
  readonly notify: (message: Message) => void;
  readonly isInFront: () => boolean;
  readonly settings: () => NotificationSettings;
  /** Nothing is copied any more, or nothing goes on without a person. */
  readonly settled: (summary: WorkSummary) => void;
}

/** Follows all transfers, and tells the desktop of them. */
export interface WorkWatch {
  updated(status: TransferStatus): void;
  ended(transfer: Transfer): void;
  /** All that there are now. */
  listed(statuses: readonly TransferStatus[]): void;
  summary(): WorkSummary;
}

const signInMessage = (status: TransferStatus): Message | undefined =>
  status.state.kind === 'waiting-for-credentials'
    ? { title: 'A replication waits for a sign-in', body: status.state.error.message }
    : undefined;

export function createWorkWatch(ports: WorkWatchPorts): WorkWatch {
  const statuses = new Map<string, TransferStatus>();
  const endedIds = new Set<string>();
  let untold: Transfer[] = [];

  const tellIfAway = (message: Message | undefined, isWanted: boolean): void => {
    if (message && isWanted && !ports.isInFront()) ports.notify(message);
  };

  const refresh = (): void => {
    const summary = summarizeWork([...statuses.values()]);
    ports.show(summary);
    ports.keepAwake(summary.active > 0);
    if (summary.active === 0) ports.settled(summary);
  };

  /** Once, when the last one has ended: its state is known a moment before its end is. */
  const tellEnd = (): void => {
    if ([...statuses.keys()].some((id) => !endedIds.has(id))) return;
    tellIfAway(endMessage(untold), ports.settings().whenEnded);
    untold = [];
  };

  return {
    updated(status) {
      const before = statuses.get(status.id);
      statuses.set(status.id, status);
      if (before?.state.kind !== status.state.kind)
        tellIfAway(signInMessage(status), ports.settings().whenWaiting);
      refresh();
    },
    ended(transfer) {
      untold.push(transfer);
      endedIds.add(transfer.id);
      statuses.set(transfer.id, transfer);
      refresh();
      tellEnd();
    },
    listed(all) {
      statuses.clear();
      for (const status of all) statuses.set(status.id, status);
      refresh();
    },
    summary: () => summarizeWork([...statuses.values()]),
  };
}
