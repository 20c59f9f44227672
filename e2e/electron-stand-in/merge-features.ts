const prefix = '--enable-features=';

/** Chromium takes the last `--enable-features` alone: all of them become one, which names what each of them does. */
export function mergeFeatures(switches: readonly string[]): readonly string[] {
  const isList = (given: string): boolean => given.startsWith(prefix);
  const lists = switches.filter(isList).map((given) => given.slice(prefix.length));
  const others = switches.filter((given) => !isList(given));
  return lists.length > 0 ? [...others, prefix + lists.join(',')] : others;
}
