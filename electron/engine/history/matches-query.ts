import type { HistoryEntry, HistoryQuery } from '../../../shared/models/history.ts';

/** Everything of an entry that a person may look for, in lower case. */
const searchText = ({ source, destination, images, error }: HistoryEntry): string =>
  [
    ...[source, destination].flatMap((end) => [
      end.profile,
      end.region,
      end.registryId,
      end.accountId,
      end.arn,
      end.repositoryUri,
    ]),
    ...images.flatMap((image) => [
      image.sourceDigest,
      image.destinationDigest,
      ...image.sourceTags,
      ...image.destinationTags,
    ]),
    error?.message ?? '',
  ]
    .join('\n')
    .toLowerCase();

/** Whether an entry fits everything that is asked for. */
export function matchesQuery(
  entry: HistoryEntry,
  { text = '', results, since, until }: HistoryQuery,
): boolean {
  if (results && !results.includes(entry.result)) return false;
  if (since !== undefined && entry.finishedAt < since) return false;
  if (until !== undefined && entry.finishedAt > until) return false;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const searched = searchText(entry);
  return words.every((word) => searched.includes(word));
}
