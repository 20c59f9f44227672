/** What the order of the items depends on. */
interface ItemFacts<Item> {
  /** The repository whose items share layers. */
  readonly repository: (item: Item) => string;
  /** Bytes to transfer. */
  readonly size: (item: Item) => number;
}

/**
 * Takes one item of each repository in turn, the largest first. Items that are copied at the same time are of different
 * repositories then: two invocations do not transfer the layers that the images of one repository share, and the map does
 * not end with a single large item.
 */
export function orderItems<Item>(
  items: readonly Item[],
  { repository, size }: ItemFacts<Item>,
): readonly Item[] {
  const largestFirst = items.toSorted((a, b) => size(b) - size(a));
  const places = new Map<string, number>();
  const placed = largestFirst.map((item) => {
    const place = places.get(repository(item)) ?? 0;
    places.set(repository(item), place + 1);
    return { item, place };
  });
  return placed.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}
