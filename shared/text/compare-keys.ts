/** What a row is sorted by; undefined for a row without a value. */
export type SortKey = string | number | undefined;

/** `v9` comes before `v10`. */
const collator = new Intl.Collator('en', { numeric: true });

export const compareTexts = (a: string, b: string): number => collator.compare(a, b);

/** Rows without a value come last in both directions. */
export function compareKeys(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(String(a), String(b));
  return descending ? -order : order;
}
