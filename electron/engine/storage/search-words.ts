import type { HistoryEntry, HistoryQuery } from '../../../shared/models/history.ts';

const joinWords = (words: readonly string[]): string => [...new Set(words)].join('\n').toLowerCase();

/** The searchable text of source and destination. */
export const routeWords = ({ source, destination }: Pick<HistoryEntry, 'source' | 'destination'>): string =>
  joinWords(
    [source, destination].flatMap(({ profile, region, registryId, accountId, arn, repositoryUri }) => [
      profile,
      region,
      registryId,
      accountId,
      arn,
      repositoryUri,
    ]),
  );

/** The searchable text of the images and the error of an entry. */
export const entryWords = ({ images, error }: Pick<HistoryEntry, 'images' | 'error'>): string =>
  joinWords([
    ...images.flatMap((image) => [
      image.sourceDigest,
      image.destinationDigest,
      ...image.sourceTags,
      ...image.destinationTags,
    ]),
    ...(error ? [error.message] : []),
  ]);

/** The words of a query; an entry matches when its text contains each of them, whatever their case. */
export const queryWords = (text: string): readonly string[] =>
  text.toLowerCase().split(/\s+/).filter(Boolean);

/** Whether an entry that is not stored yet matches a query, by the same rules as the search in the database. */
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
