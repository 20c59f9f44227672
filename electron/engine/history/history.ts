import { setImmediate } from 'node:timers/promises';
import type {
  HistoryEntry,
  HistoryPage,
  HistoryQuery,
  HistorySummary,
} from '../../../shared/models/history.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { HistoryExcess, Place } from '../storage/history-table.ts';
import { beforeAll } from '../storage/history-table.ts';
import type { RecordDatabase } from '../storage/record-database.ts';
import { storageError, storageFailure } from '../storage/storage-failure.ts';
import { describeFailure } from '../../../shared/text/storage-problem.ts';
import { matchesQuery } from './matches-query.ts';

/** The transfers that have ended. Every function rejects with EngineError `storage` when the database cannot be used. */
export interface History {
  search(
    query: HistoryQuery,
    range: { readonly offset: number; readonly limit: number },
  ): Promise<HistoryPage>;
  /** Every stored entry that matches, the latest first; `taken` gets the number of each that was read. */
  matching(query: HistoryQuery, taken?: (number: number) => void): AsyncGenerator<HistoryEntry>;
  /** @throws EngineError when it is no longer there. */
  read(id: string): Promise<HistoryEntry>;
  /** Deletes entries by their numbers. @returns how many. */
  delete(numbers: readonly number[]): Promise<number>;
  /** Deletes all that is stored. */
  clear(): Promise<void>;
  /** How many entries are beyond a limit. */
  countExcess(excess: HistoryExcess): number;
  /** Deletes the entries beyond a limit, the oldest first. @returns how many. */
  trim(excess: HistoryExcess): Promise<number>;
  /** Entries that could not be decoded since the app has started. */
  unreadable(): number;
}

interface HistoryPorts {
  /** The file of the database. */
  readonly path: string;
  /** Works on the open database. @throws when it cannot be opened. */
  readonly withDatabase: <T>(work: (database: RecordDatabase) => T) => T;
  /** Entries that are not in the database yet, the oldest first. */
  readonly unstored: () => readonly HistoryEntry[];
  readonly changed: () => void;
  readonly unreadableFound: () => void;
}

/** Entries looked at before other work gets its turn: some milliseconds. */
const stretchLength = 10_000;
/** Entries read before other work gets its turn. */
const readPortion = 100;
/** Entries deleted in one transaction, before other work gets its turn. */
const deletePortion = 500;

const summarize = ({ images, request: _request, ...summary }: HistoryEntry): HistorySummary => ({
  ...summary,
  imageCount: images.length,
});

const noLongerThere = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'This entry is no longer in the history.',
    retryable: false,
  });

function* inPortions(numbers: readonly number[], size: number): Generator<readonly number[]> {
  for (let start = 0; start < numbers.length; start += size) yield numbers.slice(start, start + size);
}

export function createHistory({
  path,
  withDatabase,
  unstored,
  changed,
  unreadableFound,
}: HistoryPorts): History {
  const unreadable = new Set<number>();

  /** Turns what the database throws into a sentence. */
  const ask = <T>(verb: 'read' | 'changed', work: (database: RecordDatabase) => T): T => {
    try {
      return withDatabase(work);
    } catch (error) {
      const failure = storageFailure(error, path);
      throw storageError(`The history cannot be ${verb}. ${describeFailure(failure)}`, failure, error);
    }
  };

  /** One entry that cannot be decoded costs only itself. */
  const tryDecoding = <T>(number: number, decode: () => T): T | undefined => {
    try {
      return decode();
    } catch (error) {
      // An error of SQLite concerns more than this entry.
      if (error instanceof Error && 'errcode' in error) throw error;
      if (!unreadable.has(number)) {
        unreadable.add(number);
        unreadableFound();
      }
      return undefined;
    }
  };

  /** The numbers of all that match, a stretch at a time; other work gets its turn between two stretches. */
  async function* stretches(query: HistoryQuery): AsyncGenerator<readonly number[]> {
    let after: Place | undefined = beforeAll;
    while (after) {
      const from: Place = after;
      const { numbers, next } = ask('read', ({ history }) => history.search(query, from, stretchLength));
      yield numbers;
      after = next;
      if (after) await setImmediate();
    }
  }

  const deleteAll = async (portions: AsyncIterable<readonly number[]> | Iterable<readonly number[]>) => {
    let count = 0;
    try {
      for await (const numbers of portions) {
        ask('changed', (database) => database.transaction(() => database.history.delete(numbers)));
        count += numbers.length;
        await setImmediate();
      }
      ask('changed', ({ history }) => history.compact());
    } finally {
      if (count > 0) changed();
    }
    return count;
  };

  function* excessPortions(excess: HistoryExcess): Generator<readonly number[]> {
    for (;;) {
      const numbers = ask('read', ({ history }) => history.excess(excess, deletePortion));
      if (numbers.length === 0) return;
      yield numbers;
    }
  }

  return {
    async search(query, { offset, limit }) {
      // They ended after everything that is stored.
      const fresh = unstored()
        .filter((entry) => matchesQuery(entry, query))
        .toReversed();
      const first = Math.max(0, offset - fresh.length);
      const end = Math.max(0, offset + limit - fresh.length);
      const page: number[] = [];
      let stored = 0;
      for await (const numbers of stretches(query)) {
        for (const number of numbers.slice(Math.max(0, first - stored), Math.max(0, end - stored)))
          page.push(number);
        stored += numbers.length;
      }
      const summaries = ask('read', ({ history }) =>
        page.flatMap((number) => tryDecoding(number, () => history.summary(number)) ?? []),
      );
      return {
        entries: [...fresh.slice(offset, offset + limit).map(summarize), ...summaries],
        matching: fresh.length + stored,
        total: unstored().length + ask('read', ({ history }) => history.count()),
      };
    },
    async *matching(query, taken = () => undefined) {
      for await (const stretch of stretches(query))
        for (const numbers of inPortions(stretch, readPortion)) {
          for (const number of numbers) {
            const entry = ask('read', ({ history }) => tryDecoding(number, () => history.entry(number)));
            if (!entry) continue;
            yield entry;
            taken(number);
          }
          await setImmediate();
        }
    },
    async read(id) {
      const fresh = unstored().find((entry) => entry.id === id);
      if (fresh) return fresh;
      const found = ask('read', ({ history }) => {
        const number = history.numberOf(id);
        return number === undefined ? undefined : tryDecoding(number, () => history.entry(number));
      });
      if (!found) throw noLongerThere();
      return found;
    },
    delete: (numbers) => deleteAll(inPortions(numbers, deletePortion)),
    async clear() {
      await deleteAll(excessPortions({ kind: 'over', entries: 0 }));
    },
    countExcess: (excess) => ask('read', ({ history }) => history.countExcess(excess)),
    trim: (excess) => deleteAll(excessPortions(excess)),
    unreadable: () => unreadable.size,
  };
}
