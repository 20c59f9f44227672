/**
 * The largest of the values, and `least` where all are smaller or there are none. `Math.max(...values)` throws a RangeError
 * when a list has more values than fit the stack.
 */
export function largestOf(values: Iterable<number>, least: number): number {
  let largest = least;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}
