import { digestSchema, tagSchema } from '../../../shared/models/image.ts';

/** A tag or a digest, or the problem of the text. */
export type ImageName =
  | { readonly kind: 'valid'; readonly reference: string }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Reads a tag (`1.0`) or a digest (`sha256:…`); a leading `:` or `@`, as at the end of a URI, is ignored. */
export function parseImageName(text: string): ImageName {
  const reference = text.trim().replace(/^[:@]/, '');
  const parsed = (reference.includes(':') ? digestSchema : tagSchema).safeParse(reference);
  return parsed.success
    ? { kind: 'valid', reference }
    : { kind: 'invalid', problem: parsed.error.issues[0]?.message ?? '' };
}
