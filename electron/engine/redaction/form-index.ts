import { largestOf } from '../../../shared/numbers/largest.ts';
import type { Replacement } from './replacement.ts';
import { hide } from './replacement.ts';
import type { SecretForm } from './secret-forms.ts';
import { shortestSecret } from './secret-forms.ts';

/** So much of a long form is enough to hide it: texts are cut off at their ends. In UTF-16 units. */
const telling = 24;

/** Of shorter forms of letters and digits only whole words are hidden: they also stand within digests. */
const shortestWithin = 16;

/** The last eight characters, each two bits further. */
const hashMask = 0xffff;
const rolled = (hash: number, code: number): number => ((hash << 2) ^ code) & hashMask;

function hashOf(start: string): number {
  let hash = 0;
  for (let index = 0; index < shortestSecret; index += 1) hash = rolled(hash, start.charCodeAt(index));
  return hash;
}

/** Forms with the same first eight characters, in order; `within` is the longest other one that a form begins with. */
interface Bucket {
  readonly forms: readonly string[];
  readonly within: readonly number[];
  /** Those that are hidden only where they are whole words. */
  readonly words: ReadonlySet<string>;
  /** Length of the longest form. */
  readonly longest: number;
}

function bucketOf(forms: ReadonlyMap<string, boolean>): Bucket {
  const sorted = [...forms.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  const within: number[] = [];
  for (const [index, form] of sorted.entries()) {
    let parent = index - 1;
    while (parent >= 0 && !form.startsWith(sorted[parent] ?? '')) parent = within[parent] ?? -1;
    within.push(parent);
  }
  const words = sorted.filter(
    (form) => form.length < shortestWithin && forms.get(form) === false && isWord(form),
  );
  return {
    forms: sorted,
    within,
    words: new Set(words),
    longest: largestOf(
      sorted.map(({ length }) => length),
      0,
    ),
  };
}

function commonLength(text: string, position: number, form: string): number {
  if (text.startsWith(form, position)) return form.length;
  const most = Math.min(form.length, text.length - position);
  let length = 0;
  while (length < most && text.charCodeAt(position + length) === form.charCodeAt(length)) length += 1;
  return length;
}

const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

const isWord = (form: string): boolean => /^[A-Za-z0-9]+$/.test(form);

/** Whether a letter or a digit stands directly before or after this part. */
const isWithinWord = (text: string, start: number, end: number): boolean =>
  (start > 0 && isAlphanumeric(text.charCodeAt(start - 1))) ||
  (end < text.length && isAlphanumeric(text.charCodeAt(end)));

/** How much of the text at this position is to be hidden; 0 for nothing. */
function lengthAt(text: string, position: number, { forms, within, words, longest }: Bucket): number {
  const here = text.slice(position, position + longest + 1);
  let low = 0;
  let high = forms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((forms[middle] ?? '') <= here) low = middle + 1;
    else high = middle;
  }
  const common = [low - 1, low].reduce(
    (most, index) => Math.max(most, commonLength(text, position, forms[index] ?? '')),
    0,
  );
  const isCutOff = common >= shortestSecret && position + common === text.length;
  if (common >= telling || isCutOff) return common;
  for (let index = low - 1; index >= 0; index = within[index] ?? -1) {
    const form = forms[index] ?? '';
    if (!text.startsWith(form, position)) continue;
    if (!words.has(form) || !isWithinWord(text, position, position + form.length)) return form.length;
  }
  return 0;
}

/**
 * Finds any of thousands of texts in one pass: a hash of the last eight characters rolls along, and only where it is one
 * of the known ones the text is looked at. Long texts are found by their beginning alone as well.
 */
export class FormIndex {
  readonly #counts = new Map<string, number>();
  /** By their first characters, and whether each is part of a longer word. */
  readonly #byStart = new Map<string, Map<string, boolean>>();
  readonly #buckets = new Map<string, Bucket>();
  /** How many of these first characters have a hash. */
  readonly #hashes = new Uint16Array(hashMask + 1);

  add({ text: form, isPart }: SecretForm): void {
    const start = form.slice(0, shortestSecret);
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
    const start = form.slice(0, shortestSecret);
    const forms = this.#byStart.get(start);
    forms?.delete(form);
    this.#buckets.delete(start);
    if (forms?.size !== 0) return;
    this.#byStart.delete(start);
    this.#count(start, -1);
  }

  #count(start: string, change: 1 | -1): void {
    const hash = hashOf(start);
    this.#hashes[hash] = (this.#hashes[hash] ?? 0) + change;
  }

  find(text: string): readonly Replacement[] {
    if (this.#counts.size === 0) return [];
    const found: Replacement[] = [];
    let hash = 0;
    let from = 0;
    for (let index = 0; index < text.length; index += 1) {
      hash = rolled(hash, text.charCodeAt(index));
      const position = index - shortestSecret + 1;
      if (this.#hashes[hash] === 0 || position < from) continue;
      const bucket = this.#bucketAt(text.slice(position, index + 1));
      const length = bucket ? lengthAt(text, position, bucket) : 0;
      if (length === 0) continue;
      found.push(hide(position, position + length));
      from = position + length;
    }
    return found;
  }

  #bucketAt(start: string): Bucket | undefined {
    const forms = this.#byStart.get(start);
    if (!forms) return undefined;
    const bucket = this.#buckets.get(start) ?? bucketOf(forms);
    this.#buckets.set(start, bucket);
    return bucket;
  }
}
