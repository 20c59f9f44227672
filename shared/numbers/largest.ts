/**
 * The largest of the values, and `minimum` where all are smaller or there are none. `Math.max(...values)` throws a RangeError
 * when a list has more values than fit the stack.
 */
export function findLargest(values: Iterable<number>, minimum: number): number {
  let largest = minimum;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}
