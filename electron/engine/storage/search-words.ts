import type { HistoryEntry, HistoryQuery } from '../../../shared/models/history.ts';
import { parseReference, repositoryUri } from '../../../shared/models/reference.ts';
import { readDigestPrefix } from '../../../shared/history/digest-prefix.ts';

const joinWords = (words: readonly string[]): string => [...new Set(words)].join('\n').toLowerCase();

/** The searchable text of source and destination. */
export const routeWords = ({ source, destination }: Pick<HistoryEntry, 'source' | 'destination'>): string =>
  joinWords(
    [source, destination].flatMap(({ profile, region, registryId, accountId, arn, repositoryUri: uri }) => [
      profile,
      region,
      registryId,
      accountId,
      arn,
      uri,
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
      ...(image.unsureTags ?? []),
    ]),
    ...(error ? [error.message] : []),
  ]);

/** The manifests of an entry that `entryWords` leaves out: platforms and attached artifacts, each once. */
export function innerManifests({ images }: Pick<HistoryEntry, 'images'>): readonly string[] {
  const outer = new Set(
    images.flatMap(({ sourceDigest, destinationDigest }) => [sourceDigest, destinationDigest]),
  );
  const all = images.flatMap(({ contents }) => contents?.manifests.map(({ digest }) => digest) ?? []);
  return [...new Set(all)].filter((digest) => !outer.has(digest));
}

/** The URI of an image is searched for as two words, because an entry has its repository and its tags apart. */
function splitUri(word: string): readonly string[] {
  const reference = parseReference(word);
  if (reference?.kind === 'repository') return [repositoryUri(reference)];
  if (reference?.kind !== 'image') return [word];
  return [repositoryUri(reference), reference.digest ?? reference.tag ?? ''];
}

/** The words of a query; an entry matches when its text contains each of them, whatever their case. */
export const queryWords = (text: string): readonly string[] =>
  text
    .split(/\s+/)
    .flatMap(splitUri)
    .filter(Boolean)
    .map((word) => word.toLowerCase());

/** Whether an entry that is not stored yet matches a query, by the same rules as the search in the database. */
export function matchesQuery(
  entry: HistoryEntry,
  { text = '', results, since, until, demo }: HistoryQuery,
): boolean {
  if (demo !== undefined && demo !== (entry.demo === true)) return false;
  if (results && !results.includes(entry.result)) return false;
  if (since !== undefined && entry.finishedAt < since) return false;
  if (until !== undefined && entry.finishedAt > until) return false;
  const words = queryWords(text);
  if (words.length === 0) return true;
  const searched = `${routeWords(entry)}\n${entryWords(entry)}`;
  return words.every((word) => {
    if (searched.includes(word)) return true;
    const prefix = readDigestPrefix(word);
    return (
      prefix !== undefined && innerManifests(entry).some((digest) => digest.startsWith(`sha256:${prefix}`))
    );
  });
}
