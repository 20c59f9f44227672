import type { NotificationSettings } from '../../../shared/models/settings.ts';
import type { Transfer, TransferStatus } from '../../../shared/models/transfer.ts';
import type { NotificationText } from './notification-text.ts';
import { describeFinished, describeFirstFailure, describeRequiredSignIn } from './notification-text.ts';
import type { WorkSummary } from './work-summary.ts';
import { summarizeWork } from './work-summary.ts';

export interface TransferMonitorPorts {
  /** Shows progress and number in the taskbar or dock. */
  readonly show: (summary: WorkSummary) => void;
  /** Keeps the computer from sleeping while it was last called with true. */
  readonly blockSleep: (isRequired: boolean) => void;
  readonly notify: (text: NotificationText) => void;
  readonly isWindowFocused: () => boolean;
  readonly settings: () => NotificationSettings;
  /** Called when no transfer is active: all are finished, or the others wait for the user. */
  readonly onInactive: (summary: WorkSummary) => void;
}

/**
 * Follows all transfers, and shows their progress and notifications on the desktop. A queue has one notification at its
 * end, one for its first failure, and one for each problem that several transfers wait for.
 */
export interface TransferMonitor {
  onUpdated(status: TransferStatus): void;
  onFinished(transfer: Transfer): void;
  /** Called with every transfer after the list changed. */
  onListChanged(statuses: readonly TransferStatus[]): void;
  summary(): WorkSummary;
}

export function createTransferMonitor(ports: TransferMonitorPorts): TransferMonitor {
  const statuses = new Map<string, TransferStatus>();
  const finishedIds = new Set<string>();
  let notYetNotified: Transfer[] = [];
  let hasNotifiedFailure = false;
  /** The problems that transfers wait for. */
  let notifiedProblems: ReadonlySet<string> = new Set();

  const notifyInBackground = (text: NotificationText | undefined, isEnabled: boolean): void => {
    if (text && isEnabled && !ports.isWindowFocused()) ports.notify(text);
  };

  const refresh = (): void => {
    const summary = summarizeWork([...statuses.values()]);
    ports.show(summary);
    ports.blockSleep(summary.active > 0);
    if (summary.active === 0) ports.onInactive(summary);
  };

  const listProblems = (): ReadonlySet<string> =>
    new Set(
      [...statuses.values()].flatMap(({ state }) =>
        state.kind === 'waiting-for-credentials' ? state.error.message : [],
      ),
    );

  const notifyRequiredSignIn = (status: TransferStatus): void => {
    const text = describeRequiredSignIn(status);
    if (text && !notifiedProblems.has(text.body)) notifyInBackground(text, ports.settings().whenWaiting);
    notifiedProblems = listProblems();
  };

  const notifyFirstFailure = ({ state }: Transfer, left: number): void => {
    if (state.kind !== 'failed' || hasNotifiedFailure) return;
    hasNotifiedFailure = true;
    notifyInBackground(describeFirstFailure(notYetNotified, left), ports.settings().whenEnded);
  };

  /** Compares ids instead of states, because the final state arrives shortly before `onFinished` is called. */
  const notifyFinished = (transfer: Transfer): void => {
    const left = [...statuses.keys()].filter((id) => !finishedIds.has(id)).length;
    if (left > 0) return notifyFirstFailure(transfer, left);
    notifyInBackground(describeFinished(notYetNotified), ports.settings().whenEnded);
    notYetNotified = [];
    hasNotifiedFailure = false;
  };

  return {
    onUpdated(status) {
      const before = statuses.get(status.id);
      statuses.set(status.id, status);
      if (before?.state.kind !== status.state.kind) notifyRequiredSignIn(status);
      refresh();
    },
    onFinished(transfer) {
      notYetNotified.push(transfer);
      finishedIds.add(transfer.id);
      statuses.set(transfer.id, transfer);
      refresh();
      notifyFinished(transfer);
    },
    onListChanged(all) {
      statuses.clear();
      for (const status of all) statuses.set(status.id, status);
      refresh();
    },
    summary: () => summarizeWork([...statuses.values()]),
  };
}
