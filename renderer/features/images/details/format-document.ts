import type { StoredDocument } from '../../../../shared/models/image-details.ts';
import { printable, printableJson } from '../../../../shared/text/printable.ts';

/** The document indented for reading, or without indents where it is cut off or no JSON; nothing in it acts on the window. */
export function formatDocument({ text, cut }: StoredDocument): string {
  if (cut) return printable(text);
  try {
    const value: unknown = JSON.parse(text);
    return printableJson(JSON.stringify(value, undefined, 2));
  } catch {
    return printable(text);
  }
}
