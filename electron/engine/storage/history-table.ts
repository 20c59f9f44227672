import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { HistorySortKey } from '../../../shared/history/sort-entries.ts';
import type { HistoryEntry, HistorySortColumn, HistorySummary } from '../../../shared/models/history.ts';
import type { SearchHistory } from './history-search.ts';
import { openHistorySearch } from './history-search.ts';
import { digestBytes } from './digest-range.ts';
import { entryWords, innerManifests, routeWords } from './search-words.ts';
import { decodeEntry, decodeSummary, encodeEntry } from './stored-entry.ts';

/** The entries that exceed a limit of the history. */
export type HistoryExcess =
  | { readonly kind: 'over'; readonly entries: number }
  /** Milliseconds since 1970. */
  | { readonly kind: 'before'; readonly time: number };

/** The finished transfers. Every function throws what SQLite reports. */
export interface HistoryTable {
  count(): number;
  /** Does nothing when the entry is already stored. */
  insert(entry: HistoryEntry): void;
  readonly search: SearchHistory;
  /** @throws ZodError or SyntaxError when it cannot be decoded. */
  summary(number: number): HistorySummary | undefined;
  /** @throws ZodError or SyntaxError when it cannot be decoded. */
  entry(number: number): HistoryEntry | undefined;
  /** What a column sorts these entries by. @throws ZodError when a key is neither a text nor a number. */
  sortKeys(numbers: readonly number[], column: HistorySortColumn): ReadonlyMap<number, HistorySortKey>;
  getNumber(id: string): number | undefined;
  /** Numbers of at most `max` entries that exceed a limit, the oldest first. */
  excess(excess: HistoryExcess, max: number): readonly number[];
  countExcess(excess: HistoryExcess): number;
  /** @returns how many were deleted. */
  delete(numbers: readonly number[]): number;
  /** Deletes entries by the ids of their transfers. @returns how many were deleted. */
  deleteByIds(ids: readonly string[]): number;
  /** Frees the disk space of deleted entries. */
  compact(): void;
}

/** Where a summary has what a column sorts by. */
const sortPaths: Readonly<Record<HistorySortColumn, string>> = {
  finishedAt: '$.finishedAt',
  result: '$.result',
  source: '$.source.repositoryName',
  destination: '$.destination.repositoryName',
  images: '$.imageCount',
  moved: '$.bytes.transferred',
  duration: '$.duration',
};

const sortKeysSchema = z.array(z.tuple([z.number(), z.union([z.string(), z.number(), z.null()])]));

/** Prepares the statements of the table, which has to exist. @throws what SQLite reports. */
export function openHistoryTable(database: DatabaseSync): HistoryTable {
  const count = database.prepare('SELECT count(*) AS count FROM history');
  const insertRoute = database.prepare('INSERT INTO route (words) VALUES (?) ON CONFLICT DO NOTHING');
  const insert = database.prepare(`
    INSERT INTO history (id, finished_at, result, route, words)
    VALUES (?, ?, ?, (SELECT id FROM route WHERE words = ?), ?)
    ON CONFLICT (id) DO NOTHING RETURNING number`);
  const insertEntry = database.prepare(
    'INSERT INTO history_entry (number, summary, contents) VALUES (?, ?, ?)',
  );
  const insertManifest = database.prepare('INSERT INTO history_manifest (digest, number) VALUES (?, ?)');
  const summary = database.prepare('SELECT summary FROM history_entry WHERE number = ?');
  const entry = database.prepare('SELECT summary, contents FROM history_entry WHERE number = ?');
  const sortKeys = database.prepare(`
    SELECT json_group_array(json_array(number, CASE WHEN json_valid(summary) THEN json_extract(summary, ?) END)) AS keys
    FROM history_entry WHERE number IN (SELECT value FROM json_each(?))`);
  const getNumber = database.prepare('SELECT number FROM history WHERE id = ?');
  // By their numbers, which are in the order in which transfers finished even when the clock was set back.
  const over = database.prepare(
    'SELECT number FROM history ORDER BY number LIMIT min(?, max(0, (SELECT count(*) FROM history) - ?))',
  );
  const before = database.prepare(
    'SELECT number FROM history WHERE finished_at < ? ORDER BY finished_at, number LIMIT ?',
  );
  const countBefore = database.prepare('SELECT count(*) AS count FROM history WHERE finished_at < ?');
  const remove = database.prepare('DELETE FROM history WHERE number IN (SELECT value FROM json_each(?))');
  const removeByIds = database.prepare('DELETE FROM history WHERE id IN (SELECT value FROM json_each(?))');
  const removeRoutes = database.prepare('DELETE FROM route WHERE id NOT IN (SELECT route FROM history)');

  const total = (): number => Number(count.get()?.['count']);

  return {
    count: total,
    insert(added) {
      const route = routeWords(added);
      insertRoute.run(route);
      const { id, finishedAt, result } = added;
      const inserted = insert.get(id, finishedAt, result, route, entryWords(added));
      if (!inserted) return;
      const { summary: summaryJson, contents } = encodeEntry(added);
      const number = Number(inserted['number']);
      insertEntry.run(number, summaryJson, contents);
      for (const digest of innerManifests(added)) insertManifest.run(digestBytes(digest), number);
    },
    search: openHistorySearch(database),
    summary(number) {
      const row = summary.get(number);
      return row && decodeSummary(JSON.parse(String(row['summary'])));
    },
    entry(number) {
      const row = entry.get(number);
      return row && decodeEntry(JSON.parse(String(row['summary'])), JSON.parse(String(row['contents'])));
    },
    sortKeys(numbers, column) {
      const { keys } = sortKeys.get(sortPaths[column], JSON.stringify(numbers)) ?? {};
      const pairs = sortKeysSchema.parse(JSON.parse(String(keys)));
      return new Map(pairs.map(([number, key]) => [number, key ?? undefined]));
    },
    getNumber(id) {
      const row = getNumber.get(id);
      return row && Number(row['number']);
    },
    excess(excess, max) {
      const rows = excess.kind === 'over' ? over.all(max, excess.entries) : before.all(excess.time, max);
      return rows.map(({ number }) => Number(number));
    },
    countExcess: (excess) =>
      excess.kind === 'over'
        ? Math.max(0, total() - excess.entries)
        : Number(countBefore.get(excess.time)?.['count']),
    delete: (numbers) => Number(remove.run(JSON.stringify(numbers)).changes),
    deleteByIds: (ids) => Number(removeByIds.run(JSON.stringify(ids)).changes),
    compact() {
      removeRoutes.run();
      database.exec('PRAGMA incremental_vacuum(4000)');
    },
  };
}
