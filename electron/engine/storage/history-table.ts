import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { HistoryEntry, HistoryQuery, HistorySummary } from '../../../shared/models/history.ts';
import { openMatchingRoutes } from './matching-routes.ts';
import { queryWords, entryWords, routeWords } from './search-words.ts';
import { decodeEntry, decodeSummary, encodeEntry } from './stored-entry.ts';

/** A place in the history, from the latest entry to the oldest. */
export interface Place {
  readonly finishedAt: number;
  readonly number: number;
}

/** Before the latest entry. */
export const beforeAll: Place = { finishedAt: Number.MAX_SAFE_INTEGER, number: Number.MAX_SAFE_INTEGER };

/** The numbers of the entries of one stretch that match, the latest first, and where the next stretch starts. */
export interface Stretch {
  readonly numbers: readonly number[];
  readonly next: Place | undefined;
}

/** What must be deleted so that the history keeps within a limit. */
export type HistoryExcess =
  | { readonly kind: 'over'; readonly entries: number }
  /** Milliseconds since 1970. */
  | { readonly kind: 'before'; readonly time: number };

/** The transfers that have ended. Every function throws what SQLite reports. */
export interface HistoryTable {
  count(): number;
  /** An entry that is stored already is left as it is. */
  insert(entry: HistoryEntry): void;
  /** Looks at the next `length` entries after a place. */
  search(query: HistoryQuery, after: Place, length: number): Stretch;
  /** @throws also when it cannot be decoded. */
  summary(number: number): HistorySummary | undefined;
  /** @throws also when it cannot be decoded. */
  entry(number: number): HistoryEntry | undefined;
  numberOf(id: string): number | undefined;
  /** Numbers of entries beyond a limit, the oldest first, at most so many. */
  excess(excess: HistoryExcess, most: number): readonly number[];
  countExcess(excess: HistoryExcess): number;
  delete(numbers: readonly number[]): void;
  /** Gives the space of deleted entries back to the disk. */
  compact(): void;
}

const numbersSchema = z.array(z.number());
const parseNumbers = (json: unknown): readonly number[] => numbersSchema.parse(JSON.parse(String(json)));

/** A word as a pattern of LIKE, which is several times as fast as instr(). */
const containing = (word: string): string => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

const wordsSql = (words: number): string => `AND (
        history.route IN (SELECT value FROM json_each(:routes)) OR (
        ${Array.from(
          { length: words },
          (_, index) => `(history.words LIKE :word${index} ESCAPE '\\' OR
          history.route IN (SELECT id FROM route WHERE route.words LIKE :word${index} ESCAPE '\\'))`,
        ).join(' AND ')}))`;

/**
 * One statement for each number of words in the query. The times bound the scan; of several entries of the same time the
 * number decides.
 */
const searchSql = (words: number): string => `
  SELECT json_group_array(number) AS numbers FROM (
    SELECT number FROM history
    WHERE finished_at BETWEEN :since AND :until
      AND (finished_at, number) < (:time, :number) AND (finished_at, number) >= (:lastTime, :lastNumber)
      AND (:results IS NULL OR result IN (SELECT value FROM json_each(:results)))
      ${words === 0 ? '' : wordsSql(words)}
    ORDER BY finished_at DESC, number DESC)`;

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
  const last = database.prepare(`
    SELECT finished_at AS finishedAt, number FROM history
    WHERE (finished_at, number) < (?, ?) ORDER BY finished_at DESC, number DESC LIMIT 1 OFFSET ?`);
  const summary = database.prepare('SELECT summary FROM history_entry WHERE number = ?');
  const entry = database.prepare('SELECT summary, contents FROM history_entry WHERE number = ?');
  const numberOf = database.prepare('SELECT number FROM history WHERE id = ?');
  const over = database.prepare(
    'SELECT number FROM history ORDER BY finished_at, number LIMIT min(?, max(0, (SELECT count(*) FROM history) - ?))',
  );
  const before = database.prepare(
    'SELECT number FROM history WHERE finished_at < ? ORDER BY finished_at, number LIMIT ?',
  );
  const countBefore = database.prepare('SELECT count(*) AS count FROM history WHERE finished_at < ?');
  const remove = database.prepare('DELETE FROM history WHERE number IN (SELECT value FROM json_each(?))');
  const removeRoutes = database.prepare('DELETE FROM route WHERE id NOT IN (SELECT route FROM history)');

  const routesFor = openMatchingRoutes(database);
  const searches = new Map<number, StatementSync>();
  const searchFor = (words: number): StatementSync => {
    const statement = searches.get(words) ?? database.prepare(searchSql(words));
    searches.set(words, statement);
    return statement;
  };
  const total = (): number => Number(count.get()?.['count']);

  return {
    count: total,
    insert(given) {
      const route = routeWords(given);
      insertRoute.run(route);
      const { id, finishedAt, result } = given;
      const inserted = insert.get(id, finishedAt, result, route, entryWords(given));
      if (!inserted) return;
      const { summary: short, contents } = encodeEntry(given);
      insertEntry.run(Number(inserted['number']), short, contents);
    },
    search({ text = '', results, since, until }, after, length) {
      const asked = queryWords(text);
      const routes = routesFor(asked);
      // Words that every route contains say nothing about an entry.
      const words = routes.isEvery ? [] : asked;
      const end = last.get(after.finishedAt, after.number, length - 1);
      const next = end && { finishedAt: Number(end['finishedAt']), number: Number(end['number']) };
      const found = searchFor(words.length).get({
        time: after.finishedAt,
        number: after.number,
        lastTime: next?.finishedAt ?? -1,
        lastNumber: next?.number ?? -1,
        since: Math.max(since ?? 0, next?.finishedAt ?? 0),
        until: Math.min(until ?? after.finishedAt, after.finishedAt),
        results: results ? JSON.stringify(results) : null,
        ...(words.length > 0 && { routes: routes.ids }),
        ...Object.fromEntries(words.map((word, index) => [`word${index}`, containing(word)])),
      });
      return { numbers: parseNumbers(found?.['numbers']), next };
    },
    summary(number) {
      const row = summary.get(number);
      return row && decodeSummary(JSON.parse(String(row['summary'])));
    },
    entry(number) {
      const row = entry.get(number);
      return row && decodeEntry(JSON.parse(String(row['summary'])), JSON.parse(String(row['contents'])));
    },
    numberOf(id) {
      const row = numberOf.get(id);
      return row && Number(row['number']);
    },
    excess(excess, most) {
      const rows = excess.kind === 'over' ? over.all(most, excess.entries) : before.all(excess.time, most);
      return rows.map(({ number }) => Number(number));
    },
    countExcess: (excess) =>
      excess.kind === 'over'
        ? Math.max(0, total() - excess.entries)
        : Number(countBefore.get(excess.time)?.['count']),
    delete: (numbers) => void remove.run(JSON.stringify(numbers)),
    compact() {
      removeRoutes.run();
      database.exec('PRAGMA incremental_vacuum(4000)');
    },
  };
}
