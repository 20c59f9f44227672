/** Electron's parsed command line. */
export interface LaunchArguments {
  /** Scripts of `-r`, loaded before the app. */
  readonly preloads: readonly string[];
  /** Whether a debugger of the main process was requested. */
  readonly inspect: boolean;
  /** Whether Chromium needs a debugging port. */
  readonly debuggingPort: boolean;
  /** The other switches before the app's path: those of Chromium. */
  readonly chromiumSwitches: readonly string[];
  /** The first argument that is no switch: the app, which is a folder with a package.json, or a script. */
  readonly app: string | undefined;
}

export function parseLaunchArguments(argv: readonly string[]): LaunchArguments {
  const preloads: string[] = [];
  const chromiumSwitches: string[] = [];
  let inspect = false;
  let debuggingPort = false;
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    if (argument === '-r' || argument === '--require') {
      index += 1;
      preloads.push(argv[index] ?? '');
    } else if (argument.startsWith('--inspect')) inspect = true;
    else if (argument.startsWith('--remote-debugging-port')) debuggingPort = true;
    else if (argument.startsWith('-')) chromiumSwitches.push(argument);
    else return { preloads, inspect, debuggingPort, chromiumSwitches, app: argument };
  }
  return { preloads, inspect, debuggingPort, chromiumSwitches, app: undefined };
}
