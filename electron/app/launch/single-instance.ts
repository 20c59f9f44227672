import { app } from 'electron';
import type { Log } from '../logging/log.ts';
import { sendEvent } from '../window/send-event.ts';
import type { MainWindow } from '../window/window.ts';
import { parseOptions } from './options.ts';

/** @returns false when the app already runs with this data folder; that instance is notified, and this process must quit. */
export const claimSingleInstance = (): boolean => app.requestSingleInstanceLock();

interface SecondStartPorts {
  readonly mainWindow: MainWindow;
  readonly startDemo: () => Promise<void>;
  readonly log: Log;
}

/** On a second start: brings the window to the front, and starts the demo when `--demo` was given. */
export function followSecondStarts({ mainWindow, startDemo, log }: SecondStartPorts): void {
  const openDemo = async (): Promise<void> => {
    try {
      await startDemo();
      sendEvent(mainWindow.current(), 'menu.command', 'refresh');
    } catch (error) {
      log.error('The demo cannot be started.', error);
    }
  };
  app.on('second-instance', (_event, argv) => {
    mainWindow.show();
    if (parseOptions(argv).demo) void openDemo();
  });
}
