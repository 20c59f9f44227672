import { tagSchema } from '../../../shared/models/image.ts';

type ParsedTags =
  | { readonly ok: true; readonly tags: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Parses one or several tags separated by spaces, commas or semicolons. */
export function parseTags(text: string): ParsedTags {
  const tags = text.split(/[\s,;]+/).filter((tag) => tag !== '');
  for (const tag of tags) {
    const checked = tagSchema.safeParse(tag);
    if (!checked.success) {
      const rule = checked.error.issues[0]?.message ?? '';
      return { ok: false, message: tags.length > 1 ? `“${tag}”: ${rule}` : rule };
    }
  }
  return { ok: true, tags };
}
