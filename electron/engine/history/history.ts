import type {
  HistoryEntry,
  HistoryPage,
  HistoryQuery,
  HistorySummary,
} from '../../../shared/models/history.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { HistoryStore } from './history-store.ts';
import { matchesQuery } from './matches-query.ts';

/** The transfers that have ended, to be searched. Read from disk when first asked for. */
export interface History {
  /** @throws when it cannot be written; it is found until the app ends all the same. */
  add(entry: HistoryEntry): Promise<void>;
  search(
    query: HistoryQuery,
    range: { readonly offset: number; readonly limit: number },
  ): Promise<HistoryPage>;
  /** Everything that fits, the latest first. */
  matching(query: HistoryQuery): Promise<readonly HistoryEntry[]>;
  /** @throws EngineError when it is no longer there. */
  read(id: string): Promise<HistoryEntry>;
  clear(): Promise<void>;
}

const summarize = ({ images, request: _request, ...summary }: HistoryEntry): HistorySummary => ({
  ...summary,
  imageCount: images.length,
});

interface Held {
  readonly entries: HistoryEntry[];
  readonly brokenLines: number;
}

export function createHistory(store: HistoryStore): History {
  let loading: Promise<Held> | undefined;

  const load = (): Promise<Held> => {
    const started =
      loading ?? store.read().then(({ entries, brokenLines }) => ({ entries: [...entries], brokenLines }));
    loading = started;
    // What could not be read is tried again when it is next asked for.
    started.catch(() => (loading = undefined));
    return started;
  };

  const matching = async (query: HistoryQuery): Promise<readonly HistoryEntry[]> => {
    const { entries } = await load();
    return entries
      .filter((entry) => matchesQuery(entry, query))
      .toSorted((a, b) => b.finishedAt - a.finishedAt);
  };

  return {
    matching,
    async add(entry) {
      (await load()).entries.push(entry);
      await store.append(entry);
    },
    async search(query, { offset, limit }) {
      const { entries, brokenLines } = await load();
      const found = await matching(query);
      return {
        entries: found.slice(offset, offset + limit).map(summarize),
        matching: found.length,
        total: entries.length,
        brokenLines,
      };
    },
    async read(id) {
      const { entries } = await load();
      const found = entries.find((entry) => entry.id === id);
      if (found) return found;
      throw new EngineError({
        code: 'invalid-input',
        message: 'This entry is no longer in the history.',
        retryable: false,
      });
    },
    async clear() {
      await store.clear();
      loading = undefined;
    },
  };
}
