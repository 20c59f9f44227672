import { joinPushes, listPushes, readPushTarget } from '../../../shared/history/push-target.ts';
import type { HistoryKind, HistoryPage, HistoryQuery, HistoryRange } from '../../../shared/models/history.ts';
import type { History } from '../../engine/storage/history.ts';
import { matchesQuery } from '../../engine/storage/search-words.ts';
import type { DemoRecords } from './demo-records.ts';

/** The stored history and the demo entries as one list. Each function throws as the one of the stored history. */
export interface AppHistory extends Pick<
  History,
  'countExcess' | 'delete' | 'findPushes' | 'matching' | 'read'
> {
  /** One page of the matching entries. */
  search(query: HistoryQuery, range: HistoryRange): Promise<HistoryPage>;
  /** Deletes all entries of one kind; those of the other kind stay. */
  clear(kind: HistoryKind): Promise<void>;
}

/** The demo starts after all other transfers have finished, so its entries are the latest ones. */
export function createAppHistory(stored: History, demo: Pick<DemoRecords, 'clear' | 'entries'>): AppHistory {
  return {
    search: (query, range) => stored.search(query, range, demo.entries()),
    async *matching(query) {
      yield* demo.entries().filter((entry) => matchesQuery(entry, query));
      if (query.demo !== true) yield* stored.matching(query);
    },
    async findPushes(text) {
      const target = readPushTarget(text);
      const pushes = target ? demo.entries().flatMap((entry) => listPushes(entry, target)) : [];
      return joinPushes(pushes, await stored.findPushes(text));
    },
    read: async (id) => demo.entries().find((entry) => entry.id === id) ?? stored.read(id),
    delete: (ids) => stored.delete(ids),
    countExcess: (excess) => stored.countExcess(excess),
    async clear(kind) {
      if (kind === 'demo') demo.clear();
      else await stored.clear();
    },
  };
}
