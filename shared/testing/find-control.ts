/** Ranges of characters that control a terminal or reorder text, without line breaks and tabs. */
const ranges: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x61c, 0x61c],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2069],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
];

/**
 * Finds the first control character of a text, independently of the product's code that escapes them.
 * @returns the character as `U+1B`; undefined when there is none.
 */
export function findControl(text: string): string | undefined {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) continue;
    if (ranges.some(([first, last]) => code >= first && code <= last))
      return `U+${code.toString(16).toUpperCase()}`;
  }
  return undefined;
}
