import type { HistoryEntry } from '../../../shared/models/history.ts';

const joined = (words: readonly string[]): string => [...new Set(words)].join('\n').toLowerCase();

/** What is searched in both endpoints. */
export const routeWords = ({ source, destination }: Pick<HistoryEntry, 'source' | 'destination'>): string =>
  joined(
    [source, destination].flatMap(({ profile, region, registryId, accountId, arn, repositoryUri }) => [
      profile,
      region,
      registryId,
      accountId,
      arn,
      repositoryUri,
    ]),
  );

/** What is searched in the entry itself. */
export const entryWords = ({ images, error }: Pick<HistoryEntry, 'images' | 'error'>): string =>
  joined([
    ...images.flatMap((image) => [
      image.sourceDigest,
      image.destinationDigest,
      ...image.sourceTags,
      ...image.destinationTags,
    ]),
    ...(error ? [error.message] : []),
  ]);

/** The words of a query; an entry matches that contains each of them, whatever their case. */
export const queryWords = (text: string): readonly string[] =>
  text.toLowerCase().split(/\s+/).filter(Boolean);
