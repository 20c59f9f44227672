import { findLargest } from '../../../shared/numbers/largest.ts';
import type { Replacement } from './replacement.ts';
import { redactRange } from './replacement.ts';
import type { SecretForm } from './secret-forms.ts';
import { minSecretLength } from './secret-forms.ts';
import { startsLineBreak, unwrapLines } from './unwrap-lines.ts';

/** UTF-16 units from the beginning of a form that identify it: a text can be truncated inside a secret. */
const minPrefix = 24;

/** Shorter forms of letters and digits are redacted only as whole words: digests contain them by chance. */
const minInsideWord = 16;

/** A rolling hash of the last eight characters: each is shifted out of its 24 bits after eight steps of three bits. */
const updateHash = (hash: number, code: number): number => ((hash << 3) ^ code) & 0xff_ff_ff;

const slotBits = 18;

/** The slot of a hash among so many that thousands of forms leave most of them free (Fibonacci hashing). */
const findSlot = (hash: number): number => Math.imul(hash, 0x9e_37_79_b1) >>> (32 - slotBits);

function computeHash(start: string): number {
  let hash = 0;
  for (let index = 0; index < minSecretLength; index += 1) hash = updateHash(hash, start.charCodeAt(index));
  return hash;
}

/** The forms with the same first eight characters. */
interface Bucket {
  /** In sorted order. */
  readonly forms: readonly string[];
  /** For each form, the index of the longest other form that it begins with; -1 for none. */
  readonly prefixes: readonly number[];
  /** The forms that are redacted only as whole words. */
  readonly words: ReadonlySet<string>;
  /** Length of the longest form. */
  readonly maxLength: number;
}

function createBucket(forms: ReadonlyMap<string, boolean>): Bucket {
  const sorted = [...forms.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  const prefixes: number[] = [];
  for (const [index, form] of sorted.entries()) {
    let prefix = index - 1;
    while (prefix >= 0 && !form.startsWith(sorted[prefix] ?? '')) prefix = prefixes[prefix] ?? -1;
    prefixes.push(prefix);
  }
  const words = sorted.filter(
    (form) => form.length < minInsideWord && forms.get(form) === false && isWord(form),
  );
  return {
    forms: sorted,
    prefixes,
    words: new Set(words),
    maxLength: findLargest(
      sorted.map(({ length }) => length),
      0,
    ),
  };
}

function commonLength(text: string, position: number, form: string): number {
  if (text.startsWith(form, position)) return form.length;
  const max = Math.min(form.length, text.length - position);
  let length = 0;
  while (length < max && text.charCodeAt(position + length) === form.charCodeAt(length)) length += 1;
  return length;
}

const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

const isWord = (form: string): boolean => /^[A-Za-z0-9]+$/.test(form);

/** Whether a letter or a digit directly precedes or follows this part. */
const isInsideWord = (text: string, start: number, end: number): boolean =>
  (start > 0 && isAlphanumeric(text.charCodeAt(start - 1))) ||
  (end < text.length && isAlphanumeric(text.charCodeAt(end)));

/** The position of a text in the order of the forms, and the longest beginning of a form that it has. */
interface Comparison {
  /** The index of the first form after the text. */
  readonly next: number;
  readonly common: number;
}

function compareForms(text: string, position: number, { forms, maxLength }: Bucket): Comparison {
  const candidate = text.slice(position, position + maxLength + 1);
  let low = 0;
  let high = forms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((forms[middle] ?? '') <= candidate) low = middle + 1;
    else high = middle;
  }
  const common = [low - 1, low].reduce(
    (max, index) => Math.max(max, commonLength(text, position, forms[index] ?? '')),
    0,
  );
  return { next: low, common };
}

/** The number of UTF-16 units to redact at this position; 0 for none. */
function matchLength(
  text: string,
  position: number,
  { forms, prefixes, words }: Bucket,
  { next, common }: Comparison,
): number {
  const isTruncated = common >= minSecretLength && position + common === text.length;
  if (common >= minPrefix || isTruncated) return common;
  for (let index = next - 1; index >= 0; index = prefixes[index] ?? -1) {
    const form = forms[index] ?? '';
    if (!text.startsWith(form, position)) continue;
    if (!words.has(form) || !isInsideWord(text, position, position + form.length)) return form.length;
  }
  return 0;
}

/** The same for a form that line breaks interrupt. */
function matchWrappedLength(text: string, position: number, bucket: Bucket): number {
  const unwrapped = unwrapLines(text, position, bucket.maxLength + 1);
  const length = matchLength(unwrapped.text, 0, bucket, compareForms(unwrapped.text, 0, bucket));
  return length === 0 ? 0 : unwrapped.toWrappedLength(length);
}

/** The number of UTF-16 units to redact at this position, with the line breaks in a wrapped secret; 0 for none. */
function findLength(text: string, position: number, bucket: Bucket): number {
  const comparison = compareForms(text, position, bucket);
  const length = matchLength(text, position, bucket, comparison);
  return startsLineBreak(text[position + comparison.common])
    ? Math.max(length, matchWrappedLength(text, position, bucket))
    : length;
}

/**
 * Finds thousands of secret forms in one pass over a text: compares a rolling hash of the last eight characters, and
 * compares the text only if the hash is known. Finds a long form also by its first 24 characters.
 */
export class FormIndex {
  readonly #counts = new Map<string, number>();
  /** By the first eight characters: the forms, and whether each is part of a longer word. */
  readonly #byStart = new Map<string, Map<string, boolean>>();
  readonly #buckets = new Map<string, Bucket>();
  /** The number of different first eight characters for each slot. */
  readonly #slots = new Uint16Array(2 ** slotBits);

  add({ text: form, isPart }: SecretForm): void {
    const start = form.slice(0, minSecretLength);
    const forms = this.#byStart.get(start) ?? new Map<string, boolean>();
    if (forms.size === 0) this.#count(start, 1);
    this.#counts.set(form, (this.#counts.get(form) ?? 0) + 1);
    this.#byStart.set(start, forms.set(form, isPart || forms.get(form) === true));
    this.#buckets.delete(start);
  }

  remove({ text: form }: SecretForm): void {
    const count = this.#counts.get(form) ?? 0;
    if (count > 1) {
      this.#counts.set(form, count - 1);
      return;
    }
    this.#counts.delete(form);
    const start = form.slice(0, minSecretLength);
    const forms = this.#byStart.get(start);
    forms?.delete(form);
    this.#buckets.delete(start);
    if (forms?.size !== 0) return;
    this.#byStart.delete(start);
    this.#count(start, -1);
  }

  #count(start: string, change: 1 | -1): void {
    const slot = findSlot(computeHash(start));
    this.#slots[slot] = (this.#slots[slot] ?? 0) + change;
  }

  find(text: string): readonly Replacement[] {
    if (this.#counts.size === 0) return [];
    const found: Replacement[] = [];
    let hash = 0;
    let from = 0;
    for (let index = 0; index < text.length; index += 1) {
      hash = updateHash(hash, text.charCodeAt(index));
      const position = index - minSecretLength + 1;
      if (this.#slots[findSlot(hash)] === 0 || position < from) continue;
      const bucket = this.#getBucket(text.slice(position, index + 1));
      const length = bucket ? findLength(text, position, bucket) : 0;
      if (length === 0) continue;
      found.push(redactRange(position, position + length));
      from = position + length;
    }
    return found;
  }

  #getBucket(start: string): Bucket | undefined {
    const forms = this.#byStart.get(start);
    if (!forms) return undefined;
    const bucket = this.#buckets.get(start) ?? createBucket(forms);
    this.#buckets.set(start, bucket);
    return bucket;
  }
}
