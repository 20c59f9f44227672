import { joinPushes, listPushes, readPushTarget } from '../../../shared/history/push-target.ts';
import type { HistoryEntry, HistoryKind, HistorySummary } from '../../../shared/models/history.ts';
import type { History } from '../../engine/storage/history.ts';
import { matchesQuery } from '../../engine/storage/search-words.ts';
import type { DemoRecords } from './demo-records.ts';

/** The stored history and the demo entries as one list. Each function throws as the one of the stored history. */
export interface AppHistory extends Pick<
  History,
  'countExcess' | 'delete' | 'findPushes' | 'matching' | 'read' | 'search'
> {
  /** Deletes all entries of one kind; those of the other kind stay. */
  clear(kind: HistoryKind): Promise<void>;
}

const summarize = ({ images, request: _request, ...summary }: HistoryEntry): HistorySummary => ({
  ...summary,
  imageCount: images.length,
});

/** The demo starts after all other transfers have finished, so its entries are the latest ones. */
export function createAppHistory(stored: History, demo: Pick<DemoRecords, 'clear' | 'entries'>): AppHistory {
  return {
    async search(query, { offset, limit }) {
      const found = demo.entries().filter((entry) => matchesQuery(entry, query));
      const shown = found.slice(offset, offset + limit).map(summarize);
      const counts = { demo: demo.entries().length, total: stored.count() + demo.entries().length };
      if (query.demo === true) return { ...counts, entries: shown, matching: found.length };
      const rest = await stored.search(query, {
        offset: Math.max(0, offset - found.length),
        limit: limit - shown.length,
      });
      return {
        ...counts,
        entries: [...shown, ...rest.entries],
        matching: found.length + rest.matching,
      };
    },
    async *matching(query, onRead) {
      yield* demo.entries().filter((entry) => matchesQuery(entry, query));
      if (query.demo !== true) yield* stored.matching(query, onRead);
    },
    async findPushes(text) {
      const target = readPushTarget(text);
      const pushes = target ? demo.entries().flatMap((entry) => listPushes(entry, target)) : [];
      return joinPushes(pushes, await stored.findPushes(text));
    },
    read: async (id) => demo.entries().find((entry) => entry.id === id) ?? stored.read(id),
    delete: (numbers) => stored.delete(numbers),
    countExcess: (excess) => stored.countExcess(excess),
    async clear(kind) {
      if (kind === 'demo') demo.clear();
      else await stored.clear();
    },
  };
}
