/** The text that replaces a secret. */
export const hidden = '[redacted]';

/** A part of a text in UTF-16 units, from `start` to before `end`, and the text that replaces it. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The replacement of the part from `start` to before `end` by `[redacted]`. */
export const redactRange = (start: number, end: number): Replacement => ({ start, end, text: hidden });

/** Replaces these parts of a text; overlapping parts become one redacted part. */
export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  if (replacements.length === 0) return text;
  const sorted = replacements.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const pieces: string[] = [];
  let position = 0;
  let current: Replacement | undefined;
  const flush = (): void => {
    if (!current) return;
    pieces.push(text.slice(position, current.start), current.text);
    position = current.end;
  };
  for (const next of sorted) {
    if (!current || next.start >= current.end) {
      flush();
      current = next;
    } else if (next.end > current.end || current.text !== hidden) {
      current = redactRange(current.start, Math.max(current.end, next.end));
    }
  }
  flush();
  return [...pieces, text.slice(position)].join('');
}
