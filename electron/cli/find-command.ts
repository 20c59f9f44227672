/** What makes a start of the app a command instead of a window. */
const firstWords = new Set([
  'profiles',
  'repositories',
  'images',
  'plan',
  'replicate',
  'help',
  '--help',
  '-h',
  '--version',
  '-V',
]);

/** Switches that Chromium may need before the command, as `--no-sandbox` for root in a container. */
const isForChromium = (argument: string): boolean =>
  /^--(no-sandbox|ozone-platform=.*|disable-gpu)$/.test(argument);

function afterChromiumSwitches(args: readonly string[]): readonly string[] {
  const first = args.findIndex((argument) => !isForChromium(argument));
  return first < 0 ? [] : args.slice(first);
}

/** The command that the app was started with, with its options; undefined when a window is wanted. */
export function commandIn(argv: readonly string[], isPackaged: boolean): readonly string[] | undefined {
  const given = afterChromiumSwitches(argv.slice(1));
  // Unpackaged, the app's folder stands between Electron and what is meant for the app.
  const command = isPackaged ? given : afterChromiumSwitches(given.slice(1));
  return firstWords.has(command[0] ?? '') ? command : undefined;
}
