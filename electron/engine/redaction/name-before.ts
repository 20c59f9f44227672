import { code, isNameCharacter, isQuote, isSpace } from './characters.ts';
import { longestName } from './secret-names.ts';

/** A name, and where it begins. */
export interface NameBefore {
  readonly name: string;
  readonly start: number;
}

/** Spaces, and backslashes before a quote, that may stand between a name and what separates it from its value. */
const longestGap = 8;

/** The name that ends before this position: quoted at any depth or not, with spaces after it or none. Takes bounded time. */
export function nameBefore(text: string, position: number): NameBefore | undefined {
  let end = position;
  const skip = (isSkipped: (unit: number) => boolean): void => {
    const most = end - longestGap;
    while (end > 0 && end > most && isSkipped(text.charCodeAt(end - 1))) end -= 1;
  };
  skip(isSpace);
  if (end > 0 && isQuote(text.charCodeAt(end - 1))) {
    end -= 1;
    skip((unit) => unit === code.backslash);
  }
  let start = end;
  while (start > 0 && end - start < longestName && isNameCharacter(text.charCodeAt(start - 1))) start -= 1;
  return start === end ? undefined : { name: text.slice(start, end), start };
}
