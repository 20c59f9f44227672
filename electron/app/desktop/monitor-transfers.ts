import type { NotificationSettings } from '../../../shared/models/settings.ts';
import { sendEvent } from '../window/send-event.ts';
import type { MainWindow } from '../window/window.ts';
import { createSleepBlocker } from './power.ts';
import { showNotification, showWork } from './show-work.ts';
import type { TransferMonitor } from './transfer-monitor.ts';
import { createTransferMonitor } from './transfer-monitor.ts';

interface MonitorOptions {
  readonly mainWindow: MainWindow;
  readonly settings: () => NotificationSettings;
  /** Called when no transfer is active and none needs the user. */
  readonly onInactive: () => void;
}

/** Monitors transfers by way of Electron. A hidden window is shown when a transfer waits for the user. */
export function monitorTransfers({ mainWindow, settings, onInactive }: MonitorOptions): TransferMonitor {
  const showTransfers = (): void => {
    mainWindow.show();
    sendEvent(mainWindow.current(), 'menu.command', 'show-transfers');
  };
  return createTransferMonitor({
    show: (summary) => showWork(mainWindow, summary),
    blockSleep: createSleepBlocker(),
    notify: (text) => showNotification(text, showTransfers),
    isWindowFocused: () => mainWindow.current()?.isFocused() ?? false,
    settings,
    onInactive({ blocked }) {
      if (blocked > 0 && mainWindow.current()?.isVisible() === false) showTransfers();
      else onInactive();
    },
  });
}
