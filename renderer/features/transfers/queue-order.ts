/** The queue with a transfer moved before another one, or to the end; the same queue when that one does not wait. */
export function moveInQueue(queue: readonly string[], id: string, before: string | null): readonly string[] {
  if (!queue.includes(id) || id === before) return queue;
  const others = queue.filter((each) => each !== id);
  if (before === null) return [...others, id];
  const found = others.indexOf(before);
  return found < 0 ? queue : others.toSpliced(found, 0, id);
}

/** The transfer before which one must be moved to go one position up or down; undefined at the end of the queue. */
export function stepTarget(
  queue: readonly string[],
  id: string,
  step: 'up' | 'down',
): string | null | undefined {
  const position = queue.indexOf(id);
  if (position < 0) return undefined;
  if (step === 'up') return queue[position - 1];
  return position === queue.length - 1 ? undefined : (queue[position + 2] ?? null);
}

/** The transfer before which one must be moved to be directly above or below another one. */
export function dropTarget(queue: readonly string[], over: string, edge: 'above' | 'below'): string | null {
  return edge === 'above' ? over : (queue[queue.indexOf(over) + 1] ?? null);
}
