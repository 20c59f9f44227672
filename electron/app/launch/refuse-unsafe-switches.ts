import { app } from 'electron';
import { findRefusedSwitch } from './refused-switch.ts';

/** True in the package that tests debug, which is never published; electron.vite.config.ts sets it. */
declare const IS_TESTABLE: boolean;

/**
 * Exits when the packaged app was started with a switch that it refuses.
 *
 * @param exitCode of a wrong command line.
 */
export function refuseUnsafeSwitches(exitCode: number): void {
  if (!app.isPackaged || IS_TESTABLE) return;
  const refused = findRefusedSwitch((name) => app.commandLine.hasSwitch(name));
  if (refused === undefined) return;
  process.stderr.write(
    `The switch --${refused} is not allowed: it gives a debugger access to the app or disables a restriction of its window.\n`,
  );
  process.exit(exitCode);
}
