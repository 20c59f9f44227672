import type { StartedBackfillStore } from '../engine/ecr-replication/started-backfills.ts';

/** Stores started backfills in memory, for several instances of `createBackfills` as at several starts of the app. */
export function createMemoryBackfillStore(): StartedBackfillStore {
  let stored: ReturnType<StartedBackfillStore['read']> = [];
  return {
    read: () => stored,
    change: (update) => void (stored = update(stored)),
  };
}
