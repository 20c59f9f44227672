const prefix = '--enable-features=';

/** Merges all `--enable-features` into one, as Chromium uses only the last one. */
export function mergeFeatures(switches: readonly string[]): readonly string[] {
  const isList = (given: string): boolean => given.startsWith(prefix);
  const lists = switches.filter(isList).map((given) => given.slice(prefix.length));
  const others = switches.filter((given) => !isList(given));
  return lists.length > 0 ? [...others, prefix + lists.join(',')] : others;
}
