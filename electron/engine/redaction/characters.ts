const lower = 'abcdefghijklmnopqrstuvwxyz';
const letters = lower + lower.toUpperCase();
const digits = '0123456789';

/** Whether a UTF-16 unit is one of these ASCII characters. */
function oneOf(characters: string): (code: number) => boolean {
  const classes = new Uint8Array(128);
  for (const character of characters) classes[character.charCodeAt(0)] = 1;
  return (unit) => unit < 128 && classes[unit] === 1;
}

export const isAlphanumeric = oneOf(letters + digits);
export const isNameCharacter = oneOf(`${letters}${digits}_-.`);
/** Of base64 and base64url, without the padding. */
export const isTokenCharacter = oneOf(`${letters}${digits}+/_-`);
export const isHexDigit = oneOf(`${digits}abcdefABCDEF`);
export const isDigit = oneOf(digits);
export const isUpper = oneOf(lower.toUpperCase());
export const isLower = oneOf(lower);
export const isHostCharacter = oneOf(`${letters}${digits}.-`);
export const isQuote = oneOf('"\'`');
export const isSpace = oneOf(' \t');
export const isLineEnd = oneOf('\r\n');
/** Ends a value that stands without quotes. */
export const endsValue = oneOf(' \t\r\n,;&{}<>');

export const code = {
  backslash: 92,
  colon: 58,
  equals: 61,
  slash: 47,
  at: 64,
  percent: 37,
  less: 60,
  greater: 62,
  dash: 45,
  dot: 46,
  comma: 44,
  plus: 43,
  space: 32,
} as const;
