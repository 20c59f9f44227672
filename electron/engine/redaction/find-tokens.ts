import {
  code,
  isDigit,
  isHexDigit,
  isLineEnd,
  isLower,
  isQuote,
  isSpace,
  isTokenCharacter,
  isUpper,
} from './characters.ts';
import { readNameBefore } from './name-before.ts';
import type { Replacement } from './replacement.ts';
import { redactRange } from './replacement.ts';
import { isHarmlessName } from './secret-names.ts';

/** A sequence of base64 or base64url characters, each plain or escaped for a URL or for JSON. */
interface Token {
  readonly start: number;
  /** After the padding, if there is any. */
  readonly end: number;
  /** In unescaped characters, without the padding. */
  readonly length: number;
  readonly hasUpper: boolean;
  readonly hasLower: boolean;
  readonly hasDigit: boolean;
  readonly slashes: number;
  /** The number of `_` and `-`, which occur only in base64url. */
  readonly others: number;
  /** The number of changes between upper case, lower case, digits and others: high in random text, low in words. */
  readonly changes: number;
}

/** An escaped character, and the length of its escape: `%2B`, `%252B`, `\u002b`, `\/`; 0 for no escape. */
interface Escape {
  readonly unit: number;
  readonly length: number;
}

const noEscape: Escape = { unit: 0, length: 0 };

function readEscape(text: string, position: number): Escape {
  if (text.charCodeAt(position) === code.percent) {
    const start = text.startsWith('25', position + 1) ? position + 3 : position + 1;
    if (!isHexDigit(text.charCodeAt(start)) || !isHexDigit(text.charCodeAt(start + 1))) return noEscape;
    return { unit: Number.parseInt(text.slice(start, start + 2), 16), length: start + 2 - position };
  }
  if (text.charCodeAt(position + 1) === code.slash) return { unit: code.slash, length: 2 };
  if (!text.startsWith('u00', position + 1)) return noEscape;
  return { unit: Number.parseInt(text.slice(position + 4, position + 6), 16), length: 6 };
}

const isEscape = (unit: number): boolean => unit === code.percent || unit === code.backslash;

/** The end of the padding that begins at this position. */
function findPaddingEnd(text: string, start: number): number {
  let position = start;
  for (let padding = 0; padding < 2; padding += 1) {
    let unit = text.charCodeAt(position);
    let length = 1;
    if (isEscape(unit)) ({ unit, length } = readEscape(text, position));
    if (unit !== code.equals) break;
    position += length;
  }
  return position;
}

function readToken(text: string, start: number): Token {
  let uppers = 0;
  let lowers = 0;
  let digits = 0;
  let plus = 0;
  let slashes = 0;
  let others = 0;
  let changes = 0;
  let last = -1;
  let position = start;
  for (;;) {
    let unit = text.charCodeAt(position);
    let length = 1;
    if (isEscape(unit)) ({ unit, length } = readEscape(text, position));
    if (!isTokenCharacter(unit)) break;
    let kind = 3;
    if (isUpper(unit)) {
      kind = 0;
      uppers += 1;
    } else if (isLower(unit)) {
      kind = 1;
      lowers += 1;
    } else if (isDigit(unit)) {
      kind = 2;
      digits += 1;
    } else if (unit === code.slash) slashes += 1;
    else if (unit === code.plus) plus += 1;
    else others += 1;
    if (kind !== last && last !== -1) changes += 1;
    last = kind;
    position += length;
  }
  return {
    start,
    end: findPaddingEnd(text, position),
    length: uppers + lowers + digits + plus + slashes + others,
    hasUpper: uppers > 0,
    hasLower: lowers > 0,
    hasDigit: digits > 0,
    slashes,
    others,
    changes,
  };
}

/** 40 random characters have about 25 changes, 40 characters of words only a few. */
const minChanges = 12;

/** AWS secret access keys are forty base64 characters. */
const isSecretKey = ({ length, hasUpper, hasLower, slashes, others, changes }: Token): boolean =>
  length === 40 &&
  others === 0 &&
  hasUpper &&
  hasLower &&
  changes >= minChanges &&
  (slashes <= 5 || changes >= 2 * minChanges);

/** Session tokens and registry passwords; shorter sequences can be request ids of S3 and CloudFront. */
const isSessionToken = ({ length, hasUpper, hasLower, hasDigit, slashes, changes }: Token): boolean =>
  length >= 100 && hasUpper && hasLower && hasDigit && slashes * 8 <= length && changes >= length * 0.4;

/** UTF-16 units before a token that are searched for the beginning of an address or an ARN. */
const maxBefore = 400;

const endsWord = (unit: number): boolean =>
  isSpace(unit) || isLineEnd(unit) || isQuote(unit) || unit === code.less;

/** Whether a token is part of a word that contains this pattern before it, such as an ARN or the path of an address. */
function isPartOf(text: string, start: number, pattern: RegExp): boolean {
  let from = start;
  while (from > 0 && start - from < maxBefore && !endsWord(text.charCodeAt(from - 1))) from -= 1;
  const word = text.slice(from, start);
  return !word.includes('?') && pattern.test(word);
}

/** Whether a token is the value of a name that support needs, such as an upload id or a request id. */
function isHarmless(text: string, start: number): boolean {
  let end = start;
  while (end > 0 && start - end < 4 && /[\s"'=:>]/.test(text[end - 1] ?? '')) end -= 1;
  const name = end === start ? undefined : readNameBefore(text, end);
  return name !== undefined && isHarmlessName(name.name);
}

/** Distinguishes credentials after `Basic` and `Bearer` from the words that follow them in sentences. */
const looksLikeCredential = ({ length, hasDigit, hasUpper, hasLower }: Token, isPadded: boolean): boolean =>
  isPadded || (length >= 8 && hasDigit && (hasUpper || hasLower)) || length >= 24;

const schemeBefore = /(?:^|[^A-Za-z0-9])(?:basic|bearer) {1,4}$/i;

const isCredential = (text: string, token: Token): boolean =>
  token.length >= minTokenLength &&
  text.charCodeAt(token.start - 1) === code.space &&
  schemeBefore.test(text.slice(Math.max(0, token.start - 12), token.start)) &&
  looksLikeCredential(token, text.charCodeAt(token.end - 1) === code.equals);

/** Minimum length of a secret without a name. */
const minTokenLength = 8;

/** The end of a token that is too short to be a secret; undefined for a longer one, or one with escapes. */
function findShortTokenEnd(text: string, start: number): number | undefined {
  let end = start;
  while (isTokenCharacter(text.charCodeAt(end))) {
    end += 1;
    if (end - start === minTokenLength) return undefined;
  }
  return isEscape(text.charCodeAt(end)) ? undefined : end;
}

/** Finds secrets without a name by their length and their mix of characters. */
export function findTokens(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  for (let position = 0; position < text.length; position += 1) {
    if (!isTokenCharacter(text.charCodeAt(position))) continue;
    const shortEnd = findShortTokenEnd(text, position);
    if (shortEnd !== undefined) {
      position = shortEnd;
      continue;
    }
    const token = readToken(text, position);
    const { start, end } = token;
    const isSecret =
      (isSecretKey(token) && !isPartOf(text, start, /:\/\/|arn:/)) ||
      (isSessionToken(token) && !isPartOf(text, start, /arn:/));
    if ((isSecret && !isHarmless(text, start)) || isCredential(text, token))
      found.push(redactRange(start, end));
    position = Math.max(position, end - 1);
  }
  return found;
}
