const lower = 'abcdefghijklmnopqrstuvwxyz';
const letters = lower + lower.toUpperCase();
const digits = '0123456789';

/** Creates a test whether a UTF-16 unit is one of these ASCII characters. */
function createTest(characters: string): (code: number) => boolean {
  const classes = new Uint8Array(128);
  for (const character of characters) classes[character.charCodeAt(0)] = 1;
  return (unit) => unit < 128 && classes[unit] === 1;
}

export const isAlphanumeric = createTest(letters + digits);
/** A character of the name of a setting, a variable or an option. */
export const isNameCharacter = createTest(`${letters}${digits}_-.`);
/** A character of base64 or base64url except the padding. */
export const isTokenCharacter = createTest(`${letters}${digits}+/_-`);
export const isHexDigit = createTest(`${digits}abcdefABCDEF`);
export const isDigit = createTest(digits);
export const isUpper = createTest(lower.toUpperCase());
export const isLower = createTest(lower);
/** A character of a host name or an IPv4 address. */
export const isHostCharacter = createTest(`${letters}${digits}.-`);
export const isQuote = createTest('"\'`');
/** A space or a tab; line ends are not included. */
export const isSpace = createTest(' \t');
export const isLineEnd = createTest('\r\n');
/** A character that ends a value without quotes. */
export const endsValue = createTest(' \t\r\n,;&{}<>');

/** UTF-16 units of single characters. */
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
  hash: 35,
  openParenthesis: 40,
  question: 63,
  openBracket: 91,
} as const;
