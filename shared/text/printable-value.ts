import { printable } from './printable.ts';

/** Deeper than any response of the app; a value that contains itself exceeds it. */
const deepest = 64;

/** More values than any response of the app has: a sparse array can have billions of empty slots. */
const maxValues = 20_000_000;

interface Walk {
  /** Values that may still come. */
  left: number;
  /** Names of properties whose text has to arrive as it is. */
  readonly exact: readonly string[];
}

function countValues(count: number, walk: Walk): void {
  walk.left -= count;
  if (!(walk.left >= 0)) throw new TypeError(`Data of more than ${maxValues} values.`);
}

function printableItems(items: readonly unknown[], depth: number, walk: Walk): readonly unknown[] {
  countValues(items.length, walk);
  let changed: unknown[] | undefined;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const shown = printableAt(item, depth, walk);
    if (shown !== item) changed ??= [...items];
    if (changed) changed[index] = shown;
  }
  return changed ?? items;
}

function printableRecord(record: object, depth: number, walk: Walk): object {
  countValues(1, walk);
  const keys = Object.keys(record);
  let changed: [string, unknown][] | undefined;
  for (const [at, key] of keys.entries()) {
    const value: unknown = Reflect.get(record, key);
    const isExact = typeof value === 'string' && walk.exact.includes(key);
    const shownKey = printable(key);
    const shown: unknown = isExact ? value : printableAt(value, depth, walk);
    if (shownKey !== key || shown !== value)
      changed ??= keys.slice(0, at).map((before) => [before, Reflect.get(record, before)]);
    changed?.push([shownKey, shown]);
  }
  return changed ? Object.fromEntries(changed) : record;
}

function printableAt(value: unknown, depth: number, walk: Walk): unknown {
  switch (typeof value) {
    case 'string':
      return printable(value);
    case 'undefined':
    case 'boolean':
    case 'number':
    case 'bigint':
      return value;
    case 'object':
      break;
    case 'function':
    case 'symbol':
      throw new TypeError(`A ${typeof value} is no data.`);
  }
  if (value === null || ArrayBuffer.isView(value)) return value;
  if (depth >= deepest) throw new TypeError(`Data of more than ${deepest} levels, or that refers to itself.`);
  if (Array.isArray(value)) return printableItems(value, depth + 1, walk);
  const kind = Object.prototype.toString.call(value);
  if (kind !== '[object Object]') throw new TypeError(`${kind} is no plain data.`);
  return printableRecord(value, depth + 1, walk);
}

/**
 * Plain data with every text in it made printable, keys included; parts without anything to escape keep their identity.
 * Takes time in proportion to the size of the data.
 *
 * @param exact names of properties whose text passes unchanged.
 * @throws TypeError when it is no plain data, which could not be sent to another process.
 */
export function printableValue<Data>(value: Data, exact?: readonly string[]): Data;
export function printableValue(value: unknown, exact: readonly string[] = []): unknown {
  return printableAt(value, 0, { exact, left: maxValues });
}
