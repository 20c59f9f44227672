import type { HistoryEntry } from '../../../shared/models/history.ts';
import type { RecordChange, TransferStore } from '../../engine/transfers/store/transfer-store.ts';

/** More entries of one demo are not recorded: the oldest ones are removed. */
const maxEntries = 1_000;

interface DemoRecordPorts {
  /** Where the other transfers are stored. */
  readonly store: TransferStore;
  readonly isDemo: () => boolean;
  /** Called when demo entries were added or deleted. */
  readonly historyChanged: () => void;
}

/** The records of the demo's transfers, in memory: they end with the demo's registries, and nothing of them reaches the database. */
export interface DemoRecords {
  /** Stores the transfers of the user's profiles as before. */
  readonly store: TransferStore;
  /** The finished transfers of the demo, the latest first. */
  entries(): readonly HistoryEntry[];
  /** Deletes all demo entries. */
  clear(): void;
}

export function createDemoRecords({ store, isDemo, historyChanged }: DemoRecordPorts): DemoRecords {
  const demoIds = new Set<string>();
  /** Transfers of the user's profiles: undoing a removal during the demo queues them again. */
  const storedIds = new Set<string>();
  let entries: readonly HistoryEntry[] = [];

  /** Records a change of a demo transfer. @returns false for a change of another transfer. */
  const record = (change: RecordChange): boolean => {
    switch (change.kind) {
      case 'queued':
        if (!storedIds.has(change.transfer.id)) (isDemo() ? demoIds : storedIds).add(change.transfer.id);
        return demoIds.has(change.transfer.id);
      case 'finished':
        if (!demoIds.has(change.entry.id)) return false;
        // A transfer that outlives the demo is not recorded.
        if (isDemo()) entries = [{ ...change.entry, demo: true } as const, ...entries].slice(0, maxEntries);
        historyChanged();
        return true;
      case 'removed':
        return demoIds.has(change.id);
      case 'reordered':
        return false;
    }
  };

  return {
    store: {
      onQueueRead: (listener) =>
        store.onQueueRead((transfers) => {
          for (const { id } of transfers) storedIds.add(id);
          listener(transfers);
        }),
      change(...changes) {
        const others = changes.filter((change) => !record(change));
        if (others.length > 0) store.change(...others);
      },
    },
    entries: () => entries,
    clear() {
      if (entries.length === 0) return;
      entries = [];
      historyChanged();
    },
  };
}
