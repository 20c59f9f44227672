import { bannedWords } from './banned-words.ts';

export interface FoundWord {
  /** From 1. */
  readonly line: number;
  readonly found: string;
  readonly instead: string;
}

/** Splits `layerBytes`, `layer_bytes` and `layer-bytes` into words. */
const splitIdentifiers = (text: string): string =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[_-]/g, ' ');

/** @returns every banned word of a text, in the order of its lines. */
export function findBannedWords(text: string): readonly FoundWord[] {
  return text.split('\n').flatMap((line, index) => {
    const words = splitIdentifiers(line);
    return bannedWords.flatMap(({ pattern, instead }) =>
      [...words.matchAll(pattern)].map(([found]) => ({ line: index + 1, found, instead })),
    );
  });
}
