import { formatCsv } from '../format/csv.ts';
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
  'bytes transferred',
  'bytes already there',
  'transfer',
];

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const rowsOf = (entry: HistoryEntry) =>
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
    entry.bytes.transferred,
    entry.bytes.alreadyThere,
    entry.id,
  ]);

/** A line per image; times in UTC, bytes of the whole transfer. */
export const historyAsCsv = (entries: readonly HistoryEntry[]): string =>
  formatCsv(header, entries.flatMap(rowsOf));

/** All of it, as data. */
export const historyAsJson = (entries: readonly HistoryEntry[]): string =>
  `${JSON.stringify(entries, undefined, 2)}\n`;
