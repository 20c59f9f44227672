import { code, isNameCharacter, isQuote, isSpace } from './characters.ts';
import { maxNameLength } from './secret-names.ts';

/** A name, and the position of its first character. */
export interface NameBefore {
  readonly name: string;
  readonly start: number;
}

/** Maximum number of spaces, and of backslashes before a quote, between a name and its separator. */
const maxGap = 8;

/** Reads the name before this position, with or without escaped quotes and spaces after it. Takes bounded time. */
export function readNameBefore(text: string, position: number): NameBefore | undefined {
  let end = position;
  const skip = (isSkipped: (unit: number) => boolean): void => {
    const limit = end - maxGap;
    while (end > 0 && end > limit && isSkipped(text.charCodeAt(end - 1))) end -= 1;
  };
  skip(isSpace);
  if (end > 0 && isQuote(text.charCodeAt(end - 1))) {
    end -= 1;
    skip((unit) => unit === code.backslash);
  }
  let start = end;
  while (start > 0 && end - start < maxNameLength && isNameCharacter(text.charCodeAt(start - 1))) start -= 1;
  return start === end ? undefined : { name: text.slice(start, end), start };
}
