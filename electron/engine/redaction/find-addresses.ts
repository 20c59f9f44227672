import { code, isAlphanumeric, isDigit, isHostCharacter, isQuote, isSpace, isLineEnd } from './characters.ts';
import type { Replacement } from './replacement.ts';
import { hide } from './replacement.ts';

/** A host name has no more (RFC 1035 section 2.3.4). */
const longestHost = 253;

const isHostEnd = (unit: number): boolean => Number.isNaN(unit) || !isAlphanumeric(unit);

/** Whether `host:port` stands here, and not `sha256:…` */
function hasHostAndPort(text: string, position: number): boolean {
  let end = position;
  if (text[end] === '[') {
    const length = text.slice(position, position + longestHost).indexOf(']');
    if (length < 0) return false;
    end += length + 1;
  } else {
    while (end - position < longestHost && isHostCharacter(text.charCodeAt(end))) end += 1;
    if (end === position || /^sha\d+$/.test(text.slice(position, end))) return false;
  }
  if (text.charCodeAt(end) !== code.colon) return false;
  let digits = 0;
  while (digits < 6 && isDigit(text.charCodeAt(end + 1 + digits))) digits += 1;
  return digits > 0 && digits < 6 && isHostEnd(text.charCodeAt(end + 1 + digits));
}

/** What the scan knows of the address that it is in; changed on the way, as there may be millions. */
interface Run {
  /** Where the address begins, after `://` where there is one; undefined once its path has begun. */
  readonly start: number | undefined;
  readonly hasScheme: boolean;
  /** Its query or fragment has begun; a password that is not encoded may look so. */
  isPastHost: boolean;
  colon: number | undefined;
  /** Where the name and password end. */
  secretEnd: number | undefined;
}

const fresh = (start: number | undefined, hasScheme = false): Run => ({
  start,
  hasScheme,
  isPastHost: false,
  colon: undefined,
  secretEnd: undefined,
});

const separates = (unit: number): boolean =>
  isSpace(unit) || isLineEnd(unit) || isQuote(unit) || unit === code.less || unit === code.greater;

/** `git@host` is the name that everybody has. */
const isPublicName = (text: string, start: number, end: number): boolean => text.slice(start, end) === 'git';

/** Whether what stands before this at sign is a name and a password. */
function isLogin(text: string, position: number, { start, hasScheme, isPastHost, colon }: Run): boolean {
  if (start === undefined || position === start) return false;
  if (hasScheme && !isPastHost && !isPublicName(text, start, position)) return true;
  const hasPassword = colon !== undefined && colon > start && position > colon + 1;
  return (hasPassword || hasScheme) && hasHostAndPort(text, position + 1);
}

/** `%3A%2F%2F`, and `%40` for the at sign: an address that is part of another one's query. */
const encodedLogin = /%3A%2F%2F((?:[^%\s"'<>&]|%(?!40|2F))*)%40/gi;

function findEncoded(text: string): readonly Replacement[] {
  if (!text.includes('%40')) return [];
  return [...text.matchAll(encodedLogin)].map((match) => {
    const start = match.index + '%3A%2F%2F'.length;
    return hide(start, start + (match[1] ?? '').length);
  });
}

/** Finds names and passwords in addresses, with a scheme or as `name:password@host:port`: up to the last at sign before the path. */
export function findAddresses(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  if (!text.includes('@')) return findEncoded(text);
  let run = fresh(0);
  const end = (next: Run): void => {
    if (run.start !== undefined && run.secretEnd !== undefined) found.push(hide(run.start, run.secretEnd));
    run = next;
  };
  for (let position = 0; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    if (separates(unit)) end(fresh(position + 1));
    else if (unit === code.slash) {
      if (text.startsWith('//', position) && text.charCodeAt(position - 1) === code.colon) {
        position += 1;
        end(fresh(position + 1, true));
      } else end(fresh(undefined));
    } else if (unit === code.at) {
      if (isLogin(text, position, run)) run.secretEnd = position;
    } else if (unit === code.colon) run.colon ??= position;
    else if ((unit === 63 || unit === 35) && run.hasScheme) run.isPastHost = true;
    else if (beginsAnew(unit, run)) end(fresh(position + 1));
  }
  end(fresh(0));
  return [...found, ...findEncoded(text)];
}

/** `HTTPS_PROXY=name:password@…`, `(name:password@…` */
const beginsAnew = (unit: number, { hasScheme, colon }: Run): boolean =>
  !hasScheme &&
  colon === undefined &&
  (unit === code.equals || unit === 40 || unit === 91 || unit === code.comma);
