/** BatchGetImage, DescribeImages and BatchCheckLayerAvailability take at most 100 identifiers in a call. */
export const maxIdsPerCall = 100;

/** Splits a list into lists of at most `size` items, in order. */
export function chunk<T>(items: readonly T[], size: number = maxIdsPerCall): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
