/** First arguments that start a command instead of a window. */
const firstWords = new Set([
  'profiles',
  'repositories',
  'images',
  'plan',
  'replicate',
  'export',
  'execution',
  'completion',
  'profile-names',
  'help',
  '--help',
  '-h',
  '--version',
  '-V',
]);

/** Chromium switches that can precede the command, such as `--no-sandbox` for root in a container. */
const isForChromium = (argument: string): boolean =>
  /^--(no-sandbox|ozone-platform=.*|disable-gpu)$/.test(argument);

function afterChromiumSwitches(args: readonly string[]): readonly string[] {
  const first = args.findIndex((argument) => !isForChromium(argument));
  return first < 0 ? [] : args.slice(first);
}

/** The command with its options; undefined when a window is to be opened. */
export function findCommand(argv: readonly string[], isPackaged: boolean): readonly string[] | undefined {
  const given = afterChromiumSwitches(argv.slice(1));
  // Unpackaged, the first argument is the app's folder.
  const command = isPackaged ? given : afterChromiumSwitches(given.slice(1));
  return firstWords.has(command[0] ?? '') ? command : undefined;
}
