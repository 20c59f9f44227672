/** A name in a text, and its placeholder. */
export interface NamePlaceholder {
  readonly name: string;
  readonly placeholder: string;
}

/** A run of letters and digits: names are compared from their first one. */
const words = /[\p{L}\p{N}_]+/gu;
const firstWord = /[\p{L}\p{N}_]+/u;
const startsWithWord = /^[\p{L}\p{N}_]/u;

/** The names with the same first word and the same number of characters before it and in all. */
interface NameGroup {
  readonly before: number;
  readonly length: number;
  readonly placeholders: Map<string, string>;
}

/**
 * The names by their first word, in groups, the longest first. Repositories often share their first word, so that a text is
 * compared with each length of name once, and not with each name.
 */
function groupNames(names: readonly NamePlaceholder[]): ReadonlyMap<string, readonly NameGroup[]> {
  const index = new Map<string, Map<string, NameGroup>>();
  for (const { name, placeholder } of names) {
    const first = firstWord.exec(name);
    if (!first) continue;
    const groups = index.get(first[0]) ?? new Map<string, NameGroup>();
    index.set(first[0], groups);
    const key = `${first.index} ${name.length}`;
    const group = groups.get(key) ?? { before: first.index, length: name.length, placeholders: new Map() };
    groups.set(key, group);
    if (!group.placeholders.has(name)) group.placeholders.set(name, placeholder);
  }
  return new Map(
    [...index].map(([word, groups]) => [
      word,
      [...groups.values()].toSorted((one, other) => other.length - one.length),
    ]),
  );
}

/**
 * Replaces every whole occurrence of a name: one that no letter or digit continues. Of names that begin at the same place
 * the longest is replaced. Takes time in proportion to the length of the text, whatever the number of names.
 */
export function replaceNames(text: string, names: readonly NamePlaceholder[]): string {
  const index = groupNames(names);
  const parts: string[] = [];
  let copied = 0;
  for (const { 0: word, index: at } of text.matchAll(words)) {
    if (at < copied) continue;
    for (const { before, length, placeholders } of index.get(word) ?? []) {
      const start = at - before;
      const end = start + length;
      if (start < copied) continue;
      const placeholder = placeholders.get(text.slice(start, end));
      if (placeholder === undefined || startsWithWord.test(text.slice(end, end + 2))) continue;
      parts.push(text.slice(copied, start), placeholder);
      copied = end;
      break;
    }
  }
  return [...parts, text.slice(copied)].join('');
}
