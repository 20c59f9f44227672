import type { HistoryEntry, HistoryQuery } from '../../../shared/models/history.ts';
import { entryWords, queryWords, routeWords } from '../storage/search-words.ts';

/** Whether an entry matches everything that is asked for, as the database's own search has it. */
export function matchesQuery(
  entry: HistoryEntry,
  { text = '', results, since, until }: HistoryQuery,
): boolean {
  if (results && !results.includes(entry.result)) return false;
  if (since !== undefined && entry.finishedAt < since) return false;
  if (until !== undefined && entry.finishedAt > until) return false;
  const words = queryWords(text);
  if (words.length === 0) return true;
  const searched = `${routeWords(entry)}\n${entryWords(entry)}`;
  return words.every((word) => searched.includes(word));
}
