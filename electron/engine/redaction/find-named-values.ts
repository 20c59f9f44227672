import { code, endsValue, isLineEnd, isNameCharacter, isQuote, isSpace } from './characters.ts';
import type { NameBefore } from './name-before.ts';
import { nameBefore } from './name-before.ts';
import type { Replacement } from './replacement.ts';
import { hide } from './replacement.ts';
import type { NamedValue } from './secret-names.ts';
import { valueNamed } from './secret-names.ts';

/** What stands between a name and its value. */
interface Separator {
  /** Its first unit, and the first one after it. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'plain' | 'encoded' | 'encoded-twice' | 'element' | 'option' | 'list';
}

/** `%3D`, `%3A`, and the same encoded once more: `%253D` */
const encodedSeparator = /%(?:25)?3[AaDd]/y;
/** What an ampersand, a comma, a quote, a space and a line's end are there. */
const encodedEnd = /%(?:26|2[Cc]|22|20|0[AaDd])/y;
const twiceEncodedEnd = /%25(?:26|2[Cc]|22|20|0[AaDd])/y;

const matchAt = (pattern: RegExp, text: string, position: number): number => {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0].length ?? 0;
};

function separatorAt(text: string, position: number): Separator | undefined {
  const separator = (kind: Separator['kind'], length = 1): Separator => ({
    start: position,
    end: position + length,
    kind,
  });
  switch (text.charCodeAt(position)) {
    case code.equals:
      return separator('plain', text.charCodeAt(position + 1) === code.greater ? 2 : 1);
    case code.colon:
      return separator('plain');
    case code.greater:
      return separator('element');
    case code.comma:
      return separator('list');
    case code.percent: {
      const length = matchAt(encodedSeparator, text, position);
      return length === 0 ? undefined : separator(length === 3 ? 'encoded' : 'encoded-twice', length);
    }
    case code.space:
      return isNameCharacter(text.charCodeAt(position - 1)) ? separator('option') : undefined;
    default:
      return undefined;
  }
}

/** `<SessionToken>value`, `--client-secret value`, `'authorization', 'value'`, and for the others any name. */
function isNameOf({ kind }: Separator, text: string, { name, start }: NameBefore): boolean {
  switch (kind) {
    case 'plain':
    case 'encoded':
    case 'encoded-twice':
      return true;
    case 'element':
      return text.charCodeAt(start - 1) === code.less;
    case 'option':
      return text.startsWith('--', start);
    case 'list':
      return isQuote(text.charCodeAt(start - 1)) && /^x-amz-|authorization$|cookie$/i.test(name);
  }
}

const isEscapedLineEnd = (text: string, position: number): boolean => {
  const next = text.charCodeAt(position + 1);
  return text.charCodeAt(position) === code.backslash && (next === 110 || next === 114);
};

/** A quote that closes what it did not open: what follows it ends a value. */
const closesOuter = (text: string, position: number): boolean => {
  const next = text.charCodeAt(position + 1);
  return Number.isNaN(next) || endsValue(next) || next === 93 || next === 41;
};

/**
 * The end of a quoted value, after its closing quote; of the line where nothing closes it. A quote within the value has
 * more backslashes before it than the one that opened it.
 */
function quotedEnd(text: string, opening: number): number {
  let depth = 0;
  let position = opening;
  for (; text.charCodeAt(position) === code.backslash; position += 1) depth += 1;
  const quote = text.charCodeAt(position);
  let backslashes = 0;
  for (position += 1; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    if (isLineEnd(unit)) return position;
    if (unit === quote && backslashes % (2 * (depth + 1)) === depth) return position + 1;
    backslashes = unit === code.backslash ? backslashes + 1 : 0;
  }
  return position;
}

/** The end of a header's value: of its line, which may be written as `\n` in a string, or of that string. */
function headerEnd(text: string, start: number): number {
  const mayQuote = text.startsWith('Digest', start);
  let position = start;
  for (; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    if (isLineEnd(unit) || isEscapedLineEnd(text, position)) break;
    if (!mayQuote && isQuote(unit) && closesOuter(text, position)) break;
  }
  return position;
}

function endsPlain(text: string, position: number, unit: number, kind: Separator['kind']): boolean {
  if (endsValue(unit) || isEscapedLineEnd(text, position)) return true;
  if (isQuote(unit)) return closesOuter(text, position);
  if (unit === code.backslash) return isQuote(text.charCodeAt(position + 1));
  if (unit !== code.percent) return false;
  if (kind === 'encoded') return matchAt(encodedEnd, text, position) > 0;
  return kind === 'encoded-twice' && matchAt(twiceEncodedEnd, text, position) > 0;
}

type FindEnd = (start: number, separator: Separator) => number;

/** Finds where values without quotes end. What one search has passed over the next one within it does not: the end is the same. */
function plainEnds(text: string): FindEnd {
  let last = { start: 0, end: 0, kind: 'plain' };
  return (start, { kind }) => {
    if (kind === last.kind && start >= last.start && start < last.end) return last.end;
    let end = start;
    for (; end < text.length; end += 1) {
      const unit = text.charCodeAt(end);
      if (kind === 'element' ? unit === code.less : endsPlain(text, end, unit, kind)) break;
    }
    last = { start, end, kind };
    return end;
  };
}

interface Value {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

const startsQuoted = (text: string, position: number): boolean => {
  let quote = position;
  while (quote - position < 15 && text.charCodeAt(quote) === code.backslash) quote += 1;
  return isQuote(text.charCodeAt(quote));
};

function valueAfter(text: string, separator: Separator, what: NamedValue, plainEnd: FindEnd): Value {
  let start = separator.end;
  while (isSpace(text.charCodeAt(start))) start += 1;
  // A value may stand on the next line, but only a quoted one: `"SessionToken":\n  "…"`.
  let quoted = start;
  while (isSpace(text.charCodeAt(quoted)) || isLineEnd(text.charCodeAt(quoted))) quoted += 1;
  if (text[quoted] === '[') {
    quoted += 1;
    while (isSpace(text.charCodeAt(quoted)) || isLineEnd(text.charCodeAt(quoted))) quoted += 1;
  }
  if (startsQuoted(text, quoted)) return { start: quoted, end: quotedEnd(text, quoted), isQuoted: true };
  const end = what === 'line' ? headerEnd(text, start) : plainEnd(start, separator);
  return { start, end, isQuoted: false };
}

/** Shorter values of these names are words. */
const shortestRandom = 8;
const shortestCode = 16;

/** Characters of a value that are examined to classify it. */
const longestLook = 320;
const longestSample = 48;

const hasDigit = (value: string): boolean => /\d/.test(value);
const hasLower = (value: string): boolean => /[a-z]/.test(value);

const looksRandom = (value: string): boolean =>
  value.length >= shortestRandom &&
  (/[\dA-Z]/.test(value) || value.endsWith('=')) &&
  (hasDigit(value) || value.endsWith('=') || hasLower(value));

const nothing: ReadonlySet<string> = new Set(['', 'undefined', 'null', 'true', 'false']);

/** The part of a named value that is to be hidden. */
function secretIn(
  text: string,
  what: NamedValue,
  { start, end, isQuoted }: Value,
  before: number,
): Replacement | undefined {
  if (end - start < 1) return undefined;
  const look = text.slice(start, Math.min(end, start + longestLook));
  const value = isQuoted ? look.replace(/^\\{0,15}["'`]/, '').replace(/\\?["'`]$/, '') : look;
  if (value.length < 10 && nothing.has(value)) return undefined;
  switch (what) {
    case 'secret':
    case 'line':
      return hide(start, end);
    case 'if-random':
      return looksRandom(value.slice(0, longestSample)) ? hide(start, end) : undefined;
    case 'code': {
      const isQueryPart = text[before - 1] === '?' || text[before - 1] === '&';
      const beginning = value.slice(0, longestSample);
      const isLong = value.length >= shortestCode && hasDigit(beginning) && hasLower(beginning);
      return isLong || (isQueryPart && value.length >= shortestRandom) ? hide(start, end) : undefined;
    }
    case 'address': {
      if (!value.includes('@')) return undefined;
      const scheme = value.indexOf('://');
      const rest = value.slice(scheme < 0 ? 0 : scheme + 3);
      const at = rest.split('/', 1)[0]?.lastIndexOf('@') ?? -1;
      const offset = text.indexOf(rest, start);
      return at > 0 && rest !== '' ? hide(offset, offset + at) : undefined;
    }
  }
}

/** Finds the values of names that say secret: in objects, JSON, XML, headers, queries, config files, environments and command lines. */
export function findNamedValues(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  const plainEnd = plainEnds(text);
  for (let position = 0; position < text.length; position += 1) {
    const separator = separatorAt(text, position);
    if (!separator) continue;
    const name = nameBefore(text, separator.start);
    const what = name && isNameOf(separator, text, name) ? valueNamed(name.name) : undefined;
    if (!name || !what) continue;
    const value = valueAfter(text, separator, what, plainEnd);
    const secret = secretIn(text, what, value, name.start);
    if (!secret) continue;
    found.push(secret);
    position = Math.max(position, secret.end - 1);
  }
  return found;
}
