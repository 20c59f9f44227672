import type { StoredDocument } from '../../../../shared/models/image-details.ts';

/** The document indented for reading; as it is stored where it is cut off or no JSON. */
export function formatDocument({ text, cut }: StoredDocument): string {
  if (cut) return text;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, undefined, 2);
  } catch {
    return text;
  }
}
