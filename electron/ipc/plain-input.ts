/** What a request's input may take up at most, whatever its schema says of the parts. */
export interface InputSize {
  /** Numbers, texts, arrays and objects together. */
  readonly values: number;
  /** Characters of all texts and keys together. */
  readonly characters: number;
  /** Levels of arrays and objects within each other. */
  readonly depth: number;
}

/** Room for 100,000 images with a dozen tags each; what is nested deeper than any request is no request. */
export const maxInput: InputSize = { values: 4_000_000, characters: 64 * 1024 * 1024, depth: 16 };

/** Its message is the end of the sentence `The input of … is not valid: …`. */
export class InputRefused extends Error {
  override readonly name = 'InputRefused';
}

const number = new Intl.NumberFormat('en-US');

/**
 * A copy of the input that consists of nothing but plain data, made before any schema looks at it: validation then
 * meets no getter, no proxy, no cycle, no array of a billion empty places, and nothing larger than `most`.
 *
 * @throws InputRefused when it is something else or too large; whatever a getter or proxy throws.
 */
export function plainInput(input: unknown, most: InputSize = maxInput): unknown {
  let values = 0;
  let characters = 0;

  const countValues = (count: number): void => {
    values += count;
    if (values > most.values) throw new InputRefused(`it has more than ${number.format(most.values)} values`);
  };
  const countText = (text: string): string => {
    characters += text.length;
    if (characters > most.characters)
      throw new InputRefused(`it has more than ${number.format(most.characters)} characters`);
    return text;
  };

  const copyItems = (items: readonly unknown[], depth: number): unknown[] => {
    // Before the first item is read: an array may be long without holding anything.
    const { length } = items;
    if (!Number.isSafeInteger(length)) throw new InputRefused('it has an array without a length');
    countValues(length);
    const copied: unknown[] = [];
    for (let index = 0; index < length; index += 1) copied.push(copy(items[index], depth));
    return copied;
  };

  const copyRecord = (record: object, depth: number): object => {
    const copied: Record<string, unknown> = {};
    for (const key of Object.keys(record)) {
      if (key === '__proto__') throw new InputRefused('it has a member named __proto__');
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
        throw new InputRefused(`it has a ${typeof value}, which no request takes`);
      case 'object':
        break;
    }
    if (value === null) return value;
    if (depth >= most.depth) throw new InputRefused(`it is nested in more than ${most.depth} levels`);
    if (Array.isArray(value)) return copyItems(value, depth + 1);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype)
      throw new InputRefused('it has an object that is no plain data');
    return copyRecord(value, depth + 1);
  };

  return copy(input, 0);
}
