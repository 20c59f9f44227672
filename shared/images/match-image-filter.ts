import { parseSize, parseTime } from '../models/filter-values.ts';
import type { ImageSummary } from '../models/image.ts';
import { formatPlatform, parsePlatform } from '../models/image.ts';
import type { FilterOperator, FilterProperty, FilterToken, ImageFilter } from '../models/image-filter.ts';
import { neverPulled } from '../models/image-filter.ts';
import { shownPlatform } from '../models/platform-match.ts';

/** The properties of an image that a filter compares. */
export interface FilterableImage extends Pick<
  ImageSummary,
  'digest' | 'tags' | 'kind' | 'status' | 'sizeInBytes' | 'pushedAt' | 'artifactMediaType'
> {
  /** Milliseconds since 1970; undefined when ECR has recorded no pull. */
  readonly lastPulledAt?: number | undefined;
  /** The names of its platforms (`platformNames`); undefined when they are not known. */
  readonly platforms?: readonly string[] | undefined;
}

type Predicate = (image: FilterableImage) => boolean;

const always: Predicate = () => true;

/**
 * Whether one of the texts of an image satisfies an operator; the negated ones require it of all texts. Unknown texts
 * satisfy none.
 */
function compareTexts(
  texts: readonly string[] | undefined,
  operator: FilterOperator,
  values: readonly string[],
): boolean {
  if (!texts) return false;
  const some = (test: (text: string, value: string) => boolean): boolean =>
    texts.some((text) => values.some((value) => test(text.toLowerCase(), value)));
  switch (operator) {
    case '=':
      return some((text, value) => text === value);
    case '!=':
      return !some((text, value) => text === value);
    case ':':
      return some((text, value) => text.includes(value));
    case '!:':
      return !some((text, value) => text.includes(value));
    case '^':
      return some((text, value) => text.startsWith(value));
    case '!^':
      return !some((text, value) => text.startsWith(value));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return true;
  }
}

function compareNumbers(actual: number | undefined, operator: FilterOperator, value: number): boolean {
  if (actual === undefined) return false;
  switch (operator) {
    case '<':
      return actual < value;
    case '<=':
      return actual <= value;
    case '>':
      return actual > value;
    case '>=':
      return actual >= value;
    case '!=':
      return actual !== value;
    case '=':
      return actual === value;
    case ':':
    case '!:':
    case '^':
    case '!^':
      return true;
  }
}

const digestHex = (digest: string): string => digest.replace(/^sha256:/, '');

/** The texts of an image that a property names; undefined for a property with a number. */
function textsOf(
  property: FilterProperty | undefined,
): ((image: FilterableImage) => readonly string[] | undefined) | undefined {
  switch (property) {
    case undefined:
      return ({ tags, digest }) => [...tags, digest];
    case 'tag':
      return ({ tags }) => tags;
    case 'digest':
      return ({ digest }) => [digest, digestHex(digest)];
    case 'kind':
      return ({ kind }) => [kind];
    case 'platform':
      return ({ platforms }) => platforms;
    case 'artifactType':
      return ({ artifactMediaType }) => (artifactMediaType === undefined ? [] : [artifactMediaType]);
    case 'status':
      return ({ status }) => [status];
    case 'size':
    case 'pushed':
    case 'lastPull':
      return undefined;
  }
}

/** The name of a platform as it is shown: `linux/arm64` for `linux/arm64/v8`. */
function toShownName(text: string): string {
  const platform = parsePlatform(text);
  return platform ? formatPlatform(shownPlatform(platform)) : text;
}

function listValues({ propertyKey, value }: FilterToken): readonly string[] {
  const values = (typeof value === 'string' ? [value] : value).map((each) => each.trim().toLowerCase());
  return propertyKey === 'platform' ? values.map(toShownName) : values;
}

const numberOf = (property: 'size' | 'pushed' | 'lastPull', image: FilterableImage): number | undefined =>
  property === 'size' ? image.sizeInBytes : property === 'pushed' ? image.pushedAt : image.lastPulledAt;

const parseNumber = (property: FilterProperty | undefined, text: string, now: number): number | undefined =>
  property === 'size' ? parseSize(text) : parseTime(text, now);

/** Why a token has no meaning, as one sentence; undefined for a token with a meaning. Such a token selects every image. */
export function findTokenProblem(token: FilterToken, now = Date.now()): string | undefined {
  const { propertyKey } = token;
  const [value = ''] = listValues(token);
  if (textsOf(propertyKey)) return value === '' ? 'Enter a value.' : undefined;
  if (propertyKey === 'lastPull' && value === neverPulled) return undefined;
  if (parseNumber(propertyKey, value, now) !== undefined) return undefined;
  return propertyKey === 'size'
    ? `“${value}” is not a size. Enter a size such as 100 MB.`
    : `“${value}” is not a date. Enter a date such as 2026-11-01, or a period such as 7 days ago.`;
}

function compileToken(token: FilterToken, now: number): Predicate {
  if (findTokenProblem(token, now) !== undefined) return always;
  const { propertyKey, operator } = token;
  const values = listValues(token);
  const texts = textsOf(propertyKey);
  if (texts) return (image) => compareTexts(texts(image), operator, values);
  if (propertyKey !== 'size' && propertyKey !== 'pushed' && propertyKey !== 'lastPull') return always;
  const [value = ''] = values;
  if (propertyKey === 'lastPull' && value === neverPulled)
    return ({ lastPulledAt }) => (lastPulledAt === undefined) === (operator !== '!=');
  const number = parseNumber(propertyKey, value, now) ?? 0;
  return (image) => compareNumbers(numberOf(propertyKey, image), operator, number);
}

/**
 * Prepares a filter for many images.
 *
 * @param now milliseconds since 1970, for values such as `7 days ago`.
 */
export function compileImageFilter({ operation, tokens, text = '' }: ImageFilter, now: number): Predicate {
  const typed = text.trim();
  const hasText = typed === '' ? always : compileToken({ operator: ':', value: typed }, now);
  const predicates = tokens.map((token) => compileToken(token, now));
  if (predicates.length === 0) return hasText;
  return operation === 'and'
    ? (image) => hasText(image) && predicates.every((matches) => matches(image))
    : (image) => hasText(image) && predicates.some((matches) => matches(image));
}

/** Whether an image satisfies a filter. For many images, use `compileImageFilter`. */
export const matchesImage = (filter: ImageFilter, image: FilterableImage, now = Date.now()): boolean =>
  compileImageFilter(filter, now)(image);
