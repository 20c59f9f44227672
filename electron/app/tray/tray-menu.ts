import type { MenuItemConstructorOptions } from 'electron';
import { summarizeQueue } from '../../../shared/models/queue-summary.ts';
import type { TransferStatus } from '../../../shared/models/transfer.ts';
import { describeWorkLeft } from '../../../shared/text/queue.ts';

/** What the tray shows of all transfers together. */
export interface TrayWork {
  /** `3 running, 12 queued, 4 min left` */
  readonly text: string;
  /** Whether a transfer runs or waits for its turn. */
  readonly canPause: boolean;
  readonly canResume: boolean;
}

/** What the menu of the tray does. */
export interface TrayCommands {
  readonly showWindow: () => void;
  readonly pauseAll: () => void;
  readonly resumeAll: () => void;
  readonly quit: () => void;
}

/** Summarizes all transfers for the tray. */
export function describeTrayWork(statuses: readonly TransferStatus[]): TrayWork {
  const summary = summarizeQueue(statuses);
  return {
    text: describeWorkLeft(summary) ?? 'No transfers are running',
    canPause: summary.running + summary.waiting > 0,
    canResume: summary.paused > 0,
  };
}

/** The menu of the tray, whose first line is its tooltip too: on Linux only the menu is shown. */
export const trayMenuTemplate = (
  { text, canPause, canResume }: TrayWork,
  commands: TrayCommands,
): readonly MenuItemConstructorOptions[] => [
  { id: 'work', label: text, enabled: false },
  { type: 'separator' },
  { id: 'show-window', label: 'Show window', click: commands.showWindow },
  { id: 'pause-all', label: 'Pause all', enabled: canPause, click: commands.pauseAll },
  { id: 'resume-all', label: 'Resume all', enabled: canResume, click: commands.resumeAll },
  { type: 'separator' },
  { id: 'quit', label: 'Quit', click: commands.quit },
];
