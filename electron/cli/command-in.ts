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

/** The command that the app was started with, with its options; undefined when a window is wanted. */
export function commandIn(argv: readonly string[], isPackaged: boolean): readonly string[] | undefined {
  // Unpackaged, Electron's executable stands first and the app's folder after it.
  const given = argv.slice(isPackaged ? 1 : 2);
  const first = given.findIndex((argument) => !isForChromium(argument));
  const command = first < 0 ? [] : given.slice(first);
  return firstWords.has(command[0] ?? '') ? command : undefined;
}
