import { code, isAlphanumeric, isDigit, isHostCharacter, isQuote, isSpace, isLineEnd } from './characters.ts';
import type { Replacement } from './replacement.ts';
import { redactRange } from './replacement.ts';

/** Maximum length of a host name (RFC 1035 section 2.3.4). */
const maxHostLength = 253;

const isHostEnd = (unit: number): boolean => Number.isNaN(unit) || !isAlphanumeric(unit);

/** Whether `host:port` begins at this position, and not `sha256:…` */
function hasHostAndPort(text: string, position: number): boolean {
  let end = position;
  if (text[end] === '[') {
    const length = text.slice(position, position + maxHostLength).indexOf(']');
    if (length < 0) return false;
    end += length + 1;
  } else {
    while (end - position < maxHostLength && isHostCharacter(text.charCodeAt(end))) end += 1;
    if (end === position || /^sha\d+$/.test(text.slice(position, end))) return false;
  }
  if (text.charCodeAt(end) !== code.colon) return false;
  let digits = 0;
  while (digits < 6 && isDigit(text.charCodeAt(end + 1 + digits))) digits += 1;
  return digits > 0 && digits < 6 && isHostEnd(text.charCodeAt(end + 1 + digits));
}

/** The address that the scan is reading. Mutable because a text can contain millions. */
interface AddressState {
  /** Position of the authority, after `://` if there is a scheme; undefined in the path. */
  readonly start: number | undefined;
  readonly hasScheme: boolean;
  /** Whether a `?` or `#` was read, which an unencoded password can contain too. */
  isPastHost: boolean;
  colon: number | undefined;
  /** End of the user name and password. */
  secretEnd: number | undefined;
}

const startAddress = (start: number | undefined, hasScheme = false): AddressState => ({
  start,
  hasScheme,
  isPastHost: false,
  colon: undefined,
  secretEnd: undefined,
});

const isSeparator = (unit: number): boolean =>
  isSpace(unit) || isLineEnd(unit) || isQuote(unit) || unit === code.less || unit === code.greater;

/** The user name of `git@host` is not secret. */
const isPublicName = (text: string, start: number, end: number): boolean => text.slice(start, end) === 'git';

/** Whether the text before an at sign is a user name and password. */
function isLogin(
  text: string,
  position: number,
  { start, hasScheme, isPastHost, colon }: AddressState,
): boolean {
  if (start === undefined || position === start) return false;
  if (hasScheme && !isPastHost && !isPublicName(text, start, position)) return true;
  const hasPassword = colon !== undefined && colon > start && position > colon + 1;
  return (hasPassword || hasScheme) && hasHostAndPort(text, position + 1);
}

/** `%3A%2F%2F…%40`: a user name and password in an address that is encoded in the query of another one. */
const encodedLogin = /%3A%2F%2F((?:[^%\s"'<>&]|%(?!40|2F))*)%40/gi;

function findEncoded(text: string): readonly Replacement[] {
  if (!text.includes('%40')) return [];
  return [...text.matchAll(encodedLogin)].map((match) => {
    const start = match.index + '%3A%2F%2F'.length;
    return redactRange(start, start + (match[1] ?? '').length);
  });
}

/**
 * Finds user names and passwords in addresses, with a scheme or as `name:password@host:port`, up to the last at sign before
 * the path.
 */
export function findAddresses(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  if (!text.includes('@')) return findEncoded(text);
  let address = startAddress(0);
  const finish = (next: AddressState): void => {
    const { start, secretEnd } = address;
    if (start !== undefined && secretEnd !== undefined) found.push(redactRange(start, secretEnd));
    address = next;
  };
  for (let position = 0; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    if (isSeparator(unit)) finish(startAddress(position + 1));
    else if (unit === code.slash) {
      if (text.startsWith('//', position) && text.charCodeAt(position - 1) === code.colon) {
        position += 1;
        finish(startAddress(position + 1, true));
      } else finish(startAddress(undefined));
    } else if (unit === code.at) {
      if (isLogin(text, position, address)) address.secretEnd = position;
    } else if (unit === code.colon) address.colon ??= position;
    else if ((unit === code.question || unit === code.hash) && address.hasScheme) address.isPastHost = true;
    else if (startsAddress(unit, address)) finish(startAddress(position + 1));
  }
  finish(startAddress(0));
  return [...found, ...findEncoded(text)];
}

/** Whether an address without a scheme starts after this character: `HTTPS_PROXY=name:password@…`, `(name:password@…` */
const startsAddress = (unit: number, { hasScheme, colon }: AddressState): boolean =>
  !hasScheme &&
  colon === undefined &&
  (unit === code.equals || unit === code.openParenthesis || unit === code.openBracket || unit === code.comma);
