/** A name in a text, and its placeholder. */
export interface NamePlaceholder {
  readonly name: string;
  readonly placeholder: string;
}

/** A run of letters and digits: names are compared from their first one. */
const words = /[\p{L}\p{N}_]+/gu;
const firstWord = /[\p{L}\p{N}_]+/u;
const startsWithWord = /^[\p{L}\p{N}_]/u;

interface Candidate extends NamePlaceholder {
  /** Characters of the name before its first word. */
  readonly before: number;
}

/** The names by their first word, so that each word of a text is compared with few of them; the longest first. */
function indexByFirstWord(names: readonly NamePlaceholder[]): ReadonlyMap<string, readonly Candidate[]> {
  const index = new Map<string, Candidate[]>();
  for (const each of names) {
    const first = firstWord.exec(each.name);
    if (!first) continue;
    const candidates = index.get(first[0]) ?? [];
    index.set(first[0], candidates);
    candidates.push({ ...each, before: first.index });
  }
  for (const candidates of index.values())
    candidates.sort((one, other) => other.name.length - one.name.length);
  return index;
}

/**
 * Replaces every whole occurrence of a name: one that no letter or digit continues. Of names that begin at the same place
 * the longest is replaced. Takes time in proportion to the length of the text, whatever the number of names.
 */
export function replaceNames(text: string, names: readonly NamePlaceholder[]): string {
  const index = indexByFirstWord(names);
  const parts: string[] = [];
  let copied = 0;
  for (const { 0: word, index: at } of text.matchAll(words)) {
    if (at < copied) continue;
    const found = index.get(word)?.find(({ name, before }) => {
      const end = at - before + name.length;
      return (
        at - before >= copied &&
        text.startsWith(name, at - before) &&
        !startsWithWord.test(text.slice(end, end + 2))
      );
    });
    if (!found) continue;
    parts.push(text.slice(copied, at - found.before), found.placeholder);
    copied = at - found.before + found.name.length;
  }
  return [...parts, text.slice(copied)].join('');
}
