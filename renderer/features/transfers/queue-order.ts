/** The ids after one of them is put before another one, or at the end. */
export function moved(queue: readonly string[], id: string, before: string | null): readonly string[] {
  if (!queue.includes(id) || id === before) return queue;
  const others = queue.filter((each) => each !== id);
  const found = before === null ? -1 : others.indexOf(before);
  return others.toSpliced(found < 0 ? others.length : found, 0, id);
}

/** Before which one it has to be put to go one place up or down; undefined where it cannot go further. */
export function stepTarget(
  queue: readonly string[],
  id: string,
  step: 'up' | 'down',
): string | null | undefined {
  const place = queue.indexOf(id);
  if (place < 0) return undefined;
  if (step === 'up') return queue[place - 1];
  return place === queue.length - 1 ? undefined : (queue[place + 2] ?? null);
}

/** Before which one it has to be put to come right above or right below another one. */
export function dropTarget(queue: readonly string[], over: string, edge: 'above' | 'below'): string | null {
  return edge === 'above' ? over : (queue[queue.indexOf(over) + 1] ?? null);
}
