import { code, endsValue, isLineEnd, isNameCharacter, isQuote, isSpace } from './characters.ts';
import type { NameBefore } from './name-before.ts';
import { readNameBefore } from './name-before.ts';
import type { Replacement } from './replacement.ts';
import { redactRange } from './replacement.ts';
import type { NamedValue } from './secret-names.ts';
import { classifyName } from './secret-names.ts';

/** The separator between a name and its value. */
interface Separator {
  /** Positions in UTF-16 units; `end` is the first one after the separator. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'plain' | 'encoded' | 'encoded-twice' | 'element' | 'option' | 'list';
}

/** `%3D`, `%3A`, and both encoded twice: `%253D` */
const encodedSeparator = /%(?:25)?3[AaDd]/y;
/** The encoded forms of an ampersand, a comma, a quote, a space and a line end. */
const encodedEnd = /%(?:26|2[Cc]|22|20|0[AaDd])/y;
const twiceEncodedEnd = /%25(?:26|2[Cc]|22|20|0[AaDd])/y;

/** The length of the match at this position; 0 without a match. */
const matchAt = (pattern: RegExp, text: string, position: number): number => {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0].length ?? 0;
};

function readSeparator(text: string, position: number): Separator | undefined {
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

/** Whether a name fits its separator: `<SessionToken>value`, `--client-secret value`, `'authorization', 'value'`. */
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

/** Whether a quote closes a string that began before the value: a character that ends values follows it. */
const closesOuterString = (text: string, position: number): boolean => {
  const next = text.charCodeAt(position + 1);
  return Number.isNaN(next) || endsValue(next) || next === 93 || next === 41;
};

/**
 * Finds the end of a quoted value, after its closing quote; the end of the line without a closing quote. A quote inside
 * the value has more backslashes before it than the opening quote.
 */
function findQuotedEnd(text: string, opening: number): number {
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

/** Finds the end of a header value: the end of its line, which can be escaped as `\n`, or of the string around it. */
function findHeaderEnd(text: string, start: number): number {
  const mayQuote = text.startsWith('Digest', start);
  let position = start;
  for (; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    if (isLineEnd(unit) || isEscapedLineEnd(text, position)) break;
    if (!mayQuote && isQuote(unit) && closesOuterString(text, position)) break;
  }
  return position;
}

function endsPlain(text: string, position: number, unit: number, kind: Separator['kind']): boolean {
  if (endsValue(unit) || isEscapedLineEnd(text, position)) return true;
  if (isQuote(unit)) return closesOuterString(text, position);
  if (unit === code.backslash) return isQuote(text.charCodeAt(position + 1));
  if (unit !== code.percent) return false;
  if (kind === 'encoded') return matchAt(encodedEnd, text, position) > 0;
  return kind === 'encoded-twice' && matchAt(twiceEncodedEnd, text, position) > 0;
}

type FindEnd = (start: number, separator: Separator) => number;

/**
 * Creates a function that finds the end of values without quotes. A search that starts inside the previous value returns
 * the same end without another scan, so that all searches together take linear time.
 */
function createPlainEndFinder(text: string): FindEnd {
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

function readValue(text: string, separator: Separator, what: NamedValue, findPlainEnd: FindEnd): Value {
  let start = separator.end;
  while (isSpace(text.charCodeAt(start))) start += 1;
  // Only a quoted value can be on the next line: `"SessionToken":\n  "…"`.
  let quoted = start;
  while (isSpace(text.charCodeAt(quoted)) || isLineEnd(text.charCodeAt(quoted))) quoted += 1;
  if (text[quoted] === '[') {
    quoted += 1;
    while (isSpace(text.charCodeAt(quoted)) || isLineEnd(text.charCodeAt(quoted))) quoted += 1;
  }
  if (startsQuoted(text, quoted)) return { start: quoted, end: findQuotedEnd(text, quoted), isQuoted: true };
  const end = what === 'line' ? findHeaderEnd(text, start) : findPlainEnd(start, separator);
  return { start, end, isQuoted: false };
}

/** Shorter values of the names `if-random` and `code` are words, not secrets. */
const minRandomLength = 8;
const minCodeLength = 16;

/** Characters of a value that are read, and those that are examined to classify it. */
const maxExcerpt = 320;
const maxSample = 48;

const hasDigit = (value: string): boolean => /\d/.test(value);
const hasLower = (value: string): boolean => /[a-z]/.test(value);

const looksRandom = (value: string): boolean =>
  value.length >= minRandomLength &&
  (/[\dA-Z]/.test(value) || value.endsWith('=')) &&
  (hasDigit(value) || value.endsWith('=') || hasLower(value));

const emptyValues: ReadonlySet<string> = new Set(['', 'undefined', 'null', 'true', 'false']);

/** The part of a named value to redact. */
function findSecret(
  text: string,
  what: NamedValue,
  { start, end, isQuoted }: Value,
  before: number,
): Replacement | undefined {
  if (end - start < 1) return undefined;
  const excerpt = text.slice(start, Math.min(end, start + maxExcerpt));
  const value = isQuoted ? excerpt.replace(/^\\{0,15}["'`]/, '').replace(/\\?["'`]$/, '') : excerpt;
  if (value.length < 10 && emptyValues.has(value)) return undefined;
  switch (what) {
    case 'secret':
    case 'line':
      return redactRange(start, end);
    case 'if-random':
      return looksRandom(value.slice(0, maxSample)) ? redactRange(start, end) : undefined;
    case 'code': {
      const isQueryPart = text[before - 1] === '?' || text[before - 1] === '&';
      const sample = value.slice(0, maxSample);
      const isLong = value.length >= minCodeLength && hasDigit(sample) && hasLower(sample);
      return isLong || (isQueryPart && value.length >= minRandomLength) ? redactRange(start, end) : undefined;
    }
    case 'address': {
      if (!value.includes('@')) return undefined;
      const scheme = value.indexOf('://');
      const rest = value.slice(scheme < 0 ? 0 : scheme + 3);
      const at = rest.split('/', 1)[0]?.lastIndexOf('@') ?? -1;
      const offset = text.indexOf(rest, start);
      return at > 0 && rest !== '' ? redactRange(offset, offset + at) : undefined;
    }
  }
}

/** Finds the values of secret names in objects, JSON, XML, headers, queries, config files, environments and command lines. */
export function findNamedValues(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  const findPlainEnd = createPlainEndFinder(text);
  for (let position = 0; position < text.length; position += 1) {
    const separator = readSeparator(text, position);
    if (!separator) continue;
    const name = readNameBefore(text, separator.start);
    const what = name && isNameOf(separator, text, name) ? classifyName(name.name) : undefined;
    if (!name || !what) continue;
    const value = readValue(text, separator, what, findPlainEnd);
    const secret = findSecret(text, what, value, name.start);
    if (!secret) continue;
    found.push(secret);
    position = Math.max(position, secret.end - 1);
  }
  return found;
}
