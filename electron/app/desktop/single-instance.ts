import { app } from 'electron';
import { sendEvent } from '../../ipc/send.ts';
import type { Log } from '../logging/log.ts';
import { parseOptions } from '../launch/options.ts';
import type { MainWindow } from '../window/window.ts';

/** Whether this is the first start in its folder. When it is not, the first one is told and this process must end. */
export const claimSingleInstance = (): boolean => app.requestSingleInstanceLock();

interface SecondStartPorts {
  readonly mainWindow: MainWindow;
  readonly startDemo: () => Promise<unknown>;
  readonly log: Log;
}

/** A further start brings the window to the front, and opens the demo registries when it was started with `--demo`. */
export function followSecondStarts({ mainWindow, startDemo, log }: SecondStartPorts): void {
  const openDemo = async (): Promise<void> => {
    try {
      await startDemo();
      sendEvent(mainWindow.current(), 'menu.command', 'refresh');
    } catch (error) {
      log.error('The demo registries cannot be started.', error);
    }
  };
  app.on('second-instance', (_event, argv) => {
    mainWindow.show();
    if (parseOptions(argv).demo) void openDemo();
  });
}
