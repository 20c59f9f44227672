import { app } from 'electron';
import { runInTerminal } from '../../cli/run-in-terminal.ts';

/** Runs a command in place of the window, and ends the app with its exit code. */
export async function runCommandLine(command: readonly string[]): Promise<void> {
  // A command needs no display; without this, Electron looks for one and gives up where there is none.
  if (process.platform === 'linux') app.commandLine.appendSwitch('ozone-platform', 'headless');
  if (process.platform === 'darwin') app.dock?.hide();
  const code = await runInTerminal(command, app.getVersion(), (interrupt) => {
    // Electron takes the process's signals as a wish to quit.
    app.on('before-quit', (event) => {
      event.preventDefault();
      interrupt();
    });
  });
  app.exit(code);
}
