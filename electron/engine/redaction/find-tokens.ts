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
import { nameBefore } from './name-before.ts';
import type { Replacement } from './replacement.ts';
import { hide } from './replacement.ts';
import { isHarmlessName } from './secret-names.ts';

/** Characters of base64 and base64url in a row, as they are or escaped for a URL or for JSON. */
interface Token {
  readonly start: number;
  /** After the padding, where there is some. */
  readonly end: number;
  /** In characters, not in those of their escapes and without the padding. */
  readonly length: number;
  readonly hasUpper: boolean;
  readonly hasLower: boolean;
  readonly hasDigit: boolean;
  readonly slashes: number;
  /** `_` and `-`, which are not of base64 proper. */
  readonly others: number;
  /** How often the kind of character changes: often in random text, seldom in words. */
  readonly changes: number;
}

/** A character that is escaped, and how many units that takes: `%2B`, `%252B`, `\u002b`, `\/`; 0 for none. */
interface Escape {
  readonly unit: number;
  readonly length: number;
}

const noEscape: Escape = { unit: 0, length: 0 };

function escapeAt(text: string, position: number): Escape {
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

/** Where the padding ends that begins here. */
function paddingEnd(text: string, start: number): number {
  let position = start;
  for (let padding = 0; padding < 2; padding += 1) {
    let unit = text.charCodeAt(position);
    let length = 1;
    if (isEscape(unit)) ({ unit, length } = escapeAt(text, position));
    if (unit !== code.equals) break;
    position += length;
  }
  return position;
}

function tokenAt(text: string, start: number): Token {
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
    if (isEscape(unit)) ({ unit, length } = escapeAt(text, position));
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
    end: paddingEnd(text, position),
    length: uppers + lowers + digits + plus + slashes + others,
    hasUpper: uppers > 0,
    hasLower: lowers > 0,
    hasDigit: digits > 0,
    slashes,
    others,
    changes,
  };
}

/** Of 40 random characters 25 follow one of another kind; of 40 in words a few. */
const enoughChanges = 12;

/** AWS secret access keys are forty base64 characters. */
const isSecretKey = ({ length, hasUpper, hasLower, slashes, others, changes }: Token): boolean =>
  length === 40 &&
  others === 0 &&
  hasUpper &&
  hasLower &&
  changes >= enoughChanges &&
  (slashes <= 5 || changes >= 2 * enoughChanges);

/** Session tokens and registry passwords; shorter ones are the ids of requests to S3 and CloudFront. */
const isSessionToken = ({ length, hasUpper, hasLower, hasDigit, slashes, changes }: Token): boolean =>
  length >= 100 && hasUpper && hasLower && hasDigit && slashes * 8 <= length && changes >= length * 0.4;

/** So far back an address or an ARN is looked for. */
const longestBefore = 400;

const endsWord = (unit: number): boolean =>
  isSpace(unit) || isLineEnd(unit) || isQuote(unit) || unit === code.less;

/** Whether a token is part of an ARN, or of the path of an address: of what begins like this. */
function isWithin(text: string, start: number, beginning: RegExp): boolean {
  let from = start;
  while (from > 0 && start - from < longestBefore && !endsWord(text.charCodeAt(from - 1))) from -= 1;
  const word = text.slice(from, start);
  return !word.includes('?') && beginning.test(word);
}

/** A value that a person needs for support: an upload's or a request's id. */
function isHarmless(text: string, start: number): boolean {
  let end = start;
  while (end > 0 && start - end < 4 && /[\s"'=:>]/.test(text[end - 1] ?? '')) end -= 1;
  const name = end === start ? undefined : nameBefore(text, end);
  return name !== undefined && isHarmlessName(name.name);
}

/** `Basic` and `Bearer` stand in sentences too; what follows them there is no token. */
const looksLikeCredential = ({ length, hasDigit, hasUpper, hasLower }: Token, isPadded: boolean): boolean =>
  isPadded || (length >= 8 && hasDigit && (hasUpper || hasLower)) || length >= 24;

const afterScheme = /(?:^|[^A-Za-z0-9])(?:basic|bearer) {1,4}$/i;

const isCredential = (text: string, token: Token): boolean =>
  token.length >= shortestToken &&
  text.charCodeAt(token.start - 1) === 32 &&
  afterScheme.test(text.slice(Math.max(0, token.start - 12), token.start)) &&
  looksLikeCredential(token, text.charCodeAt(token.end - 1) === code.equals);

/** No secret without a name is shorter. */
const shortestToken = 8;

/** Where a token ends that begins here and is too short to be a secret; undefined for a longer one, or one with escapes. */
function shortTokenEnd(text: string, start: number): number | undefined {
  let end = start;
  while (isTokenCharacter(text.charCodeAt(end))) {
    end += 1;
    if (end - start === shortestToken) return undefined;
  }
  return isEscape(text.charCodeAt(end)) ? undefined : end;
}

/** Finds secrets without a name, by the characters that they consist of. */
export function findTokens(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  for (let position = 0; position < text.length; position += 1) {
    if (!isTokenCharacter(text.charCodeAt(position))) continue;
    const shortEnd = shortTokenEnd(text, position);
    if (shortEnd !== undefined) {
      position = shortEnd;
      continue;
    }
    const token = tokenAt(text, position);
    const { start, end } = token;
    const isSecret =
      (isSecretKey(token) && !isWithin(text, start, /:\/\/|arn:/)) ||
      (isSessionToken(token) && !isWithin(text, start, /arn:/));
    if ((isSecret && !isHarmless(text, start)) || isCredential(text, token)) found.push(hide(start, end));
    position = Math.max(position, end - 1);
  }
  return found;
}
