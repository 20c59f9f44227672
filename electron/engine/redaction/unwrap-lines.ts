/** A line break in a secret that a program has wrapped, such as `base64`, and the spaces before the next line. */
const lineBreak = /(?:\r?\n|(?:\\r)?\\n)[ \t]*/g;

/** A text without line breaks. */
export interface UnwrappedText {
  readonly text: string;
  /** The number of UTF-16 units of the wrapped text that begins with so many units of the unwrapped one. */
  readonly toWrappedLength: (length: number) => number;
}

/** Whether a line break, plain or escaped as in JSON, can begin with this character. */
export const startsLineBreak = (character: string | undefined): boolean =>
  character === '\n' || character === '\r' || character === '\\';

/**
 * Removes the line breaks of a part of a text.
 *
 * @param maxLength UTF-16 units of the unwrapped text that are needed; at most twice as many are read.
 */
export function unwrapLines(text: string, start: number, maxLength: number): UnwrappedText {
  const part = text.slice(start, start + 2 * maxLength);
  const pieces: { readonly start: number; readonly text: string }[] = [];
  let from = 0;
  for (const { index, 0: found } of part.matchAll(lineBreak)) {
    pieces.push({ start: from, text: part.slice(from, index) });
    from = index + found.length;
  }
  pieces.push({ start: from, text: part.slice(from) });
  return {
    text: pieces.map((piece) => piece.text).join(''),
    toWrappedLength(length) {
      let left = length;
      for (const piece of pieces) {
        if (left <= piece.text.length) return piece.start + left;
        left -= piece.text.length;
      }
      return part.length;
    },
  };
}
