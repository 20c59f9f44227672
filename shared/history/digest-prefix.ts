/** Fewer digits find too many digests. */
const form = /^(?:sha256:)?([a-f0-9]{7,64})$/i;

/**
 * Reads a digest or its beginning, with or without `sha256:`.
 *
 * @returns 7 to 64 hex digits in lower case; undefined for anything else.
 */
export const readDigestPrefix = (text: string): string | undefined =>
  form.exec(text.trim())?.[1]?.toLowerCase();
