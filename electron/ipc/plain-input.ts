import { formatNumber } from '../../shared/format/counts.ts';

/** The maximum size of a request's input, which applies before its schema. */
export interface InputSize {
  /** Numbers, texts, arrays and objects together. */
  readonly values: number;
  /** Characters of all texts and keys together. */
  readonly characters: number;
  /** Levels of arrays and objects within each other. */
  readonly depth: number;
}

/** Enough for 100,000 images with a dozen tags each; no request is nested deeper. */
const maxInput: InputSize = { values: 4_000_000, characters: 64 * 1024 * 1024, depth: 16 };

/** The message is the end of the sentence `The input of … is not valid: …`. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
}

/**
 * Copies the input as plain data before its schema parses it. The copy has no getter, no proxy, no cycle, no array of a
 * billion empty items, and is not larger than `max`.
 *
 * @throws InvalidInputError when the input has other values or is too large; any error of a getter or proxy.
 */
export function copyPlainInput(input: unknown, max: InputSize = maxInput): unknown {
  let values = 0;
  let characters = 0;

  const countValues = (count: number): void => {
    values += count;
    if (values > max.values)
      throw new InvalidInputError(`it has more than ${formatNumber(max.values)} values`);
  };
  const countText = (text: string): string => {
    characters += text.length;
    if (characters > max.characters)
      throw new InvalidInputError(`it has more than ${formatNumber(max.characters)} characters`);
    return text;
  };

  const copyItems = (items: readonly unknown[], depth: number): unknown[] => {
    // Checked before the items are read, because an array may be long without any items.
    const { length } = items;
    if (!Number.isSafeInteger(length)) throw new InvalidInputError('it has an array without a length');
    countValues(length);
    const copied: unknown[] = [];
    for (let index = 0; index < length; index += 1) copied.push(copy(items[index], depth));
    return copied;
  };

  const copyRecord = (record: object, depth: number): object => {
    const copied: Record<string, unknown> = {};
    for (const key of Object.keys(record)) {
      if (key === '__proto__') throw new InvalidInputError('it has a member named __proto__');
      countValues(1);
      copied[countText(key)] = copy(Reflect.get(record, key), depth);
    }
    return copied;
  };

  const copy = (value: unknown, depth: number): unknown => {
    switch (typeof value) {
      case 'undefined':
      case 'boolean':
      case 'number':
        return value;
      case 'string':
        return countText(value);
      case 'bigint':
      case 'function':
      case 'symbol':
        throw new InvalidInputError(`it has a ${typeof value}, which no request accepts`);
      case 'object':
        break;
    }
    if (value === null) return value;
    if (depth >= max.depth) throw new InvalidInputError(`it is nested in more than ${max.depth} levels`);
    if (Array.isArray(value)) return copyItems(value, depth + 1);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype)
      throw new InvalidInputError('it has an object that is not plain data');
    return copyRecord(value, depth + 1);
  };

  return copy(input, 0);
}
