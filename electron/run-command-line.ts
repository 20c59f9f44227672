import { app } from 'electron';
import { runInTerminal } from './cli/run-in-terminal.ts';
import { listResourceFolders } from './app/launch/resource-folders.ts';

/** Runs a command instead of opening the window, and exits the app with the command's exit code. */
export async function runCommandLine(command: readonly string[]): Promise<void> {
  // Without this switch Electron fails to start where there is no display, which a command does not need.
  if (process.platform === 'linux') app.commandLine.appendSwitch('ozone-platform', 'headless');
  if (process.platform === 'darwin') app.dock?.hide();
  const code = await runInTerminal(command, {
    version: app.getVersion(),
    resourceFolders: listResourceFolders(),
    onInterruptible: (interrupt) => {
      // Electron turns a signal to the process into a request to quit.
      app.on('before-quit', (event) => {
        event.preventDefault();
        interrupt();
      });
    },
  });
  app.exit(code);
}
