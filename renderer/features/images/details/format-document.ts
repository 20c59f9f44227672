import type { StoredDocument } from '../../../../shared/models/image-details.ts';
import { printable, printableJson } from '../../../../shared/text/printable.ts';

/** Formats a document for display: indented JSON, or the text if it is truncated or not JSON; control characters are escaped. */
export function formatDocument({ text, cut }: StoredDocument): string {
  if (cut) return printable(text);
  try {
    const value: unknown = JSON.parse(text);
    return printableJson(JSON.stringify(value, undefined, 2));
  } catch {
    return printable(text);
  }
}
