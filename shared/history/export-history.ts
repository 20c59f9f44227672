import { csvLine } from '../format/csv.ts';
import type { HistoryEntry } from '../models/history.ts';

const header = [
  'started at',
  'finished at',
  'seconds',
  'result',
  'image result',
  'error',
  'source repository',
  'source identity',
  'source digest',
  'source tags',
  'destination repository',
  'destination identity',
  'destination digest',
  'destination tags',
  'tags that may have been written',
  'bytes transferred',
  'bytes already there',
  'transfer',
  'demo',
];

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const listRows = (entry: HistoryEntry) =>
  entry.images.map(({ outcome, ...image }) => [
    iso(entry.startedAt),
    iso(entry.finishedAt),
    Math.round(entry.duration / 1000),
    entry.result,
    outcome.kind,
    'error' in outcome ? outcome.error.message : entry.error?.message,
    entry.source.repositoryUri,
    entry.source.arn,
    image.sourceDigest,
    image.sourceTags.join(' '),
    entry.destination.repositoryUri,
    entry.destination.arn,
    image.destinationDigest,
    image.destinationTags.join(' '),
    image.unsureTags?.join(' '),
    entry.bytes.transferred,
    entry.bytes.alreadyAtDestination,
    entry.id,
    entry.demo === true ? 'demo' : undefined,
  ]);

type Entries = AsyncIterable<HistoryEntry>;

/** One line for each image; times in UTC, bytes of the whole transfer. Entries are read one at a time. */
export async function* historyAsCsv(entries: Entries): AsyncGenerator<string> {
  yield csvLine(header);
  for await (const entry of entries) yield listRows(entry).map(csvLine).join('');
}

/** All entries as one JSON array. Entries are read one at a time. */
export async function* historyAsJson(entries: Entries): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const entry of entries) {
    yield `${separator}${JSON.stringify(entry, undefined, 2)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
