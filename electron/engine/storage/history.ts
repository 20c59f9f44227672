import { setImmediate } from 'node:timers/promises';
import type {
  HistoryEntry,
  HistoryPage,
  HistoryQuery,
  HistoryRange,
  HistorySort,
  HistorySummary,
  PushSearch,
  RecordedPush,
} from '../../../shared/models/history.ts';
import { joinPushes, listPushes, maxPushes, readPushTarget } from '../../../shared/history/push-target.ts';
import type { HistorySortKey } from '../../../shared/history/sort-entries.ts';
import { readSortKey, sortByKey } from '../../../shared/history/sort-entries.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { HistoryExcess } from './history-table.ts';
import type { Place } from './history-search.ts';
import { beforeAll } from './history-search.ts';
import type { RecordDatabase } from './record-database.ts';
import { matchesQuery } from './search-words.ts';
import { storageError, storageFailure } from './storage-failure.ts';
import { describeFailure } from '../../../shared/text/storage-problem.ts';

/** The finished transfers. Every function throws EngineError `storage` when the database cannot be used. */
export interface History {
  /** One page of the matching entries. @param more entries that are not stored, all later than the stored ones, the latest first. */
  search(query: HistoryQuery, range: HistoryRange, more?: readonly HistoryEntry[]): Promise<HistoryPage>;
  /** Every stored entry that matches, the latest first. */
  matching(query: HistoryQuery): AsyncGenerator<HistoryEntry>;
  /**
   * Who put an image there: the transfers that pushed a digest, or to a URI, the latest first. Nothing for another text.
   */
  findPushes(text: string): Promise<PushSearch>;
  /** How many entries there are. */
  count(): number;
  /** @throws EngineError `invalid-input` when there is no such entry. */
  read(id: string): Promise<HistoryEntry>;
  /** Deletes entries by their ids. @returns how many were deleted. */
  delete(ids: readonly string[]): Promise<number>;
  /** Deletes all stored entries. */
  clear(): Promise<void>;
  /** How many entries exceed a limit. */
  countExcess(excess: HistoryExcess): number;
  /** Deletes the entries that exceed a limit, the oldest first. @returns how many were deleted. */
  trim(excess: HistoryExcess): Promise<number>;
  /** How many entries could not be decoded since the app started. */
  unreadable(): number;
}

interface HistoryPorts {
  /** Path of the database file. */
  readonly path: string;
  /** Calls `work` with the open database. @throws when it cannot be opened. */
  readonly withDatabase: <T>(work: (database: RecordDatabase) => T) => T;
  /** Entries that wait to be stored, the oldest first. */
  readonly unstored: () => readonly HistoryEntry[];
  readonly changed: () => void;
  readonly unreadableFound: () => void;
}

/** Entries searched in one turn of the event loop: some milliseconds. */
const searchBatch = 10_000;
/** Entries whose sort key is read in one turn of the event loop. */
const keyBatch = 2_000;
/** Entries read in one turn of the event loop. */
const readBatch = 100;
/** Entries read for one search for pushes: a tag that is part of many other tags matches more entries than it names. */
const maxSearchedEntries = 1_000;
/** Entries deleted in one transaction and one turn of the event loop. */
const batchToDelete = 500;

/** An entry that is not stored, or the number of a stored one. */
type Row = HistorySummary | number;

const summarize = ({ images, request: _request, ...summary }: HistoryEntry): HistorySummary => ({
  ...summary,
  imageCount: images.length,
});

const entryNotFoundError = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'This entry is no longer in the history.',
    retryable: false,
  });

function* inBatches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Creates the history, which keeps no entry in memory: each call reads the database and the waiting entries. */
export function createHistory({
  path,
  withDatabase,
  unstored,
  changed,
  unreadableFound,
}: HistoryPorts): History {
  const unreadable = new Set<number>();

  /** @throws EngineError `storage` instead of what the database throws. */
  const withErrors = <T>(verb: 'read' | 'changed', work: (database: RecordDatabase) => T): T => {
    try {
      return withDatabase(work);
    } catch (error) {
      const failure = storageFailure(error, path);
      throw storageError(`The history cannot be ${verb}. ${describeFailure(failure)}`, failure, error);
    }
  };

  /** @returns undefined for an entry that cannot be decoded, so that the others stay usable. */
  const tryDecoding = <T>(number: number, decode: () => T): T | undefined => {
    try {
      return decode();
    } catch (error) {
      // An error of SQLite is not caused by this entry.
      if (error instanceof Error && 'errcode' in error) throw error;
      if (!unreadable.has(number)) {
        unreadable.add(number);
        unreadableFound();
      }
      return undefined;
    }
  };

  /** The numbers of all matching entries in batches, each in a turn of the event loop of its own. */
  async function* searchBatches(query: HistoryQuery): AsyncGenerator<readonly number[]> {
    let after: Place | undefined = beforeAll;
    while (after) {
      const from: Place = after;
      const { numbers, next } = withErrors('read', ({ history }) => history.search(query, from, searchBatch));
      yield numbers;
      after = next;
      if (after) await setImmediate();
    }
  }

  const deleteAll = async <Item>(
    batches: Iterable<readonly Item[]>,
    deleteBatch: (table: RecordDatabase['history'], batch: readonly Item[]) => number,
  ): Promise<number> => {
    let count = 0;
    try {
      for (const batch of batches) {
        count += withErrors('changed', (database) =>
          database.transaction(() => deleteBatch(database.history, batch)),
        );
        await setImmediate();
      }
      withErrors('changed', ({ history }) => history.compact());
    } finally {
      if (count > 0) changed();
    }
    return count;
  };

  function* excessBatches(excess: HistoryExcess): Generator<readonly number[]> {
    for (;;) {
      const numbers = withErrors('read', ({ history }) => history.excess(excess, batchToDelete));
      if (numbers.length === 0) return;
      yield numbers;
    }
  }

  const trim = (excess: HistoryExcess): Promise<number> =>
    deleteAll(excessBatches(excess), (table, numbers) => table.delete(numbers));

  async function* matching(query: HistoryQuery): AsyncGenerator<HistoryEntry> {
    const { until = Infinity } = query;
    for await (const batch of searchBatches(query))
      for (const numbers of inBatches(batch, readBatch)) {
        for (const number of numbers) {
          const entry = withErrors('read', ({ history }) => tryDecoding(number, () => history.entry(number)));
          // An entry that was deleted since the search leaves its number to a later one.
          if (entry && entry.finishedAt <= until) yield entry;
        }
        await setImmediate();
      }
  }

  /** Rows from the latest to the oldest in another order. */
  const sortRows = async (rows: readonly Row[], sort: HistorySort): Promise<readonly Row[]> => {
    const keys = new Map<Row, HistorySortKey>();
    const numbers: number[] = [];
    for (const row of rows)
      if (typeof row === 'number') numbers.push(row);
      else keys.set(row, readSortKey(row, sort.column));
    for (const batch of inBatches(numbers, keyBatch)) {
      const read = withErrors('read', ({ history }) => history.sortKeys(batch, sort.column));
      for (const [number, key] of read) keys.set(number, key);
      await setImmediate();
    }
    return sortByKey(
      rows.map((row) => ({ row, key: keys.get(row) })),
      sort,
    ).map(({ row }) => row);
  };

  const count = (): number => unstored().length + withErrors('read', ({ history }) => history.count());

  return {
    async search(query, { offset, limit, sort }, more = []) {
      // Entries that wait to be stored are later than all stored ones.
      const waiting = [...more, ...unstored().toReversed()].filter((entry) => matchesQuery(entry, query));
      const rows: Row[] = waiting.map(summarize);
      if (query.demo !== true)
        for await (const numbers of searchBatches(query)) for (const number of numbers) rows.push(number);
      const shown = (sort ? await sortRows(rows, sort) : rows).slice(offset, offset + limit);
      return {
        entries: withErrors('read', ({ history }) =>
          shown.flatMap((row) =>
            typeof row === 'number' ? (tryDecoding(row, () => history.summary(row)) ?? []) : row,
          ),
        ),
        matching: rows.length,
        total: more.length + count(),
        demo: more.filter(({ demo }) => demo).length,
      };
    },
    matching,
    count,
    async findPushes(text) {
      const target = readPushTarget(text);
      if (!target) return { pushes: [], hasMore: false };
      const waiting = unstored()
        .toReversed()
        .flatMap((entry) => listPushes(entry, target));
      const pushes: RecordedPush[] = [];
      let searched = 0;
      for await (const entry of matching({ text })) {
        pushes.push(...listPushes(entry, target));
        searched += 1;
        if (pushes.length > maxPushes || searched === maxSearchedEntries) break;
      }
      return joinPushes(waiting, { pushes, hasMore: searched === maxSearchedEntries });
    },
    async read(id) {
      const waiting = unstored().find((entry) => entry.id === id);
      if (waiting) return waiting;
      const found = withErrors('read', ({ history }) => {
        const number = history.getNumber(id);
        return number === undefined ? undefined : tryDecoding(number, () => history.entry(number));
      });
      if (!found) throw entryNotFoundError();
      return found;
    },
    delete: (ids) => deleteAll(inBatches(ids, batchToDelete), (table, batch) => table.deleteByIds(batch)),
    async clear() {
      await trim({ kind: 'over', entries: 0 });
    },
    countExcess: (excess) => withErrors('read', ({ history }) => history.countExcess(excess)),
    trim,
    unreadable: () => unreadable.size,
  };
}
