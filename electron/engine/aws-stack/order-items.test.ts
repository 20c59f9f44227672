import { expect, test } from 'vitest';
import { orderItems } from './order-items.ts';

const order = (items: readonly string[]): readonly string[] =>
  orderItems(items, {
    repository: (item) => item.slice(0, 1),
    size: (item) => Number(item.slice(1)),
  });

test('takes one item of each repository in turn, the largest first', () => {
  expect(order(['a1', 'a9', 'a5', 'b3', 'b4', 'c7'])).toEqual(['a9', 'c7', 'b4', 'a5', 'b3', 'a1']);
});

test('keeps the order of items of the same size', () => {
  expect(order(['b1', 'a1', 'a1', 'b1'])).toEqual(['b1', 'a1', 'a1', 'b1']);
  expect(order([])).toEqual([]);
});
