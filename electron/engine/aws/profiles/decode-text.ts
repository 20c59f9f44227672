/** A file's text, and whether programs that read UTF-8 alone read the same. */
export interface DecodedText {
  readonly text: string;
  readonly isUtf8: boolean;
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/**
 * Decodes UTF-8, and UTF-16 as Windows programs write it: with a byte order mark, or appended to a file in UTF-8 (`>>` of
 * Windows PowerShell), where each letter of ASCII has a zero byte beside it.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const hasZeros = bytes.includes(0);
  return { text: hasZeros ? text.replaceAll('\0', '') : text, isUtf8: encoding === 'utf-8' && !hasZeros };
}
