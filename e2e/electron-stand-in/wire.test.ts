import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createWire } from './wire.ts';

const wire = createWire();
const carried = (value: unknown): unknown => wire.decode(JSON.parse(JSON.stringify(wire.encode(value))));

describe('transfers what structured clone supports', () => {
  const values: readonly unknown[] = [
    'text',
    0,
    -1.5,
    true,
    null,
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    12n,
    new Date(1_700_000_000_000),
    new Map<unknown, unknown>([
      ['a', 1],
      [{ key: 1 }, undefined],
    ]),
    new Set([1, 'two']),
    new Uint8Array([0, 127, 255]),
    [1, [undefined, { a: null }]],
    { nested: { list: [{}] }, absent: undefined },
    { $: 'a key of ours', value: 1 },
  ];
  test.each(values.map((value) => [value]))('%o', (value) => {
    expect(carried(value)).toEqual(value);
  });

  test('errors, with name and message', () => {
    expect(carried(new TypeError('wrong'))).toMatchObject({ name: 'TypeError', message: 'wrong' });
  });

  test('large byte arrays', () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    expect(carried(bytes)).toEqual(bytes);
  });
});

test.each([[() => 1], [Symbol('s')], [Promise.resolve(1)], [{ deep: [() => 1] }]])('rejects %o', (value) => {
  expect(() => wire.encode(value)).toThrow('An object could not be cloned.');
});

test('has a self-contained source text, because it runs in the page', () => {
  const rebuilt = runInNewContext(`(${createWire.toString()})()`, globalThis) as typeof wire;
  expect(rebuilt.decode(rebuilt.encode({ a: [1n, undefined] }))).toEqual({ a: [1n, undefined] });
});
