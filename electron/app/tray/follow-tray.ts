import type { TransferStatus } from '../../../shared/models/transfer.ts';
import type { OpenTray } from './open-tray.ts';
import { describeTrayWork } from './tray-menu.ts';

interface TrayPorts {
  /** Whether the user chose that the app keeps running in the tray. */
  readonly isEnabled: () => boolean;
  readonly statuses: () => readonly TransferStatus[];
  /** Loads what the tray needs and opens it. */
  readonly open: () => Promise<OpenTray>;
  readonly onFailed: (error: unknown) => void;
}

/** Opens and closes the tray: it is there while the user chose it, and while transfers finish without a window. */
export interface TrayFollower {
  /** To be called after the setting or a transfer changed. */
  refresh(): void;
  /** To be called when the window is hidden while the app keeps running. */
  onHidden(): void;
  /** To be called when the window is shown. */
  onShown(): void;
}

export function followTray({ isEnabled, statuses, open, onFailed }: TrayPorts): TrayFollower {
  let isHidden = false;
  let tray: OpenTray | undefined;
  let isOpening = false;

  const refresh = (): void => {
    const isWanted = isHidden || isEnabled();
    if (isWanted && tray) return tray.show(describeTrayWork(statuses()));
    if (!isWanted) {
      tray?.close();
      tray = undefined;
      return;
    }
    if (isOpening) return;
    isOpening = true;
    void openWanted();
  };

  const openWanted = async (): Promise<void> => {
    try {
      tray = await open();
    } catch (error) {
      // The app works without it: starting it again shows the window.
      onFailed(error);
      return;
    }
    isOpening = false;
    refresh();
  };

  return {
    refresh,
    onHidden() {
      isHidden = true;
      refresh();
    },
    onShown() {
      isHidden = false;
      refresh();
    },
  };
}
