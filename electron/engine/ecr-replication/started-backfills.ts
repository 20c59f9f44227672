import type { Backfill, StartedBackfill } from '../../../shared/models/replication-backfill.ts';
import { isBackfillFinished, maxStartedBackfills } from '../../../shared/models/replication-backfill.ts';

/** Where the backfills are stored that had not ended, the latest first. */
export interface StartedBackfillStore {
  read(): readonly StartedBackfill[];
  /** Changes what is stored when the changes before it are made. */
  change(update: (stored: readonly StartedBackfill[]) => readonly StartedBackfill[]): void;
}

/** The backfills that have to be found again after a restart. */
export interface StartedBackfills {
  /** Stores a backfill, or removes one that has ended. */
  record(backfill: Backfill): void;
  remove(backfill: Pick<Backfill, 'id' | 'source'>): void;
  /** Without those that are so old that ECR no longer has them. */
  list(): readonly StartedBackfill[];
}

/** Milliseconds for which ECR keeps the results of a backfill (ECR API reference, DescribeReplicationBackfillResults). */
const lifetime = 90 * 24 * 3_600_000;

const isSame = (a: Pick<Backfill, 'id' | 'source'>, b: Pick<Backfill, 'id' | 'source'>): boolean =>
  a.id === b.id && a.source.accountId === b.source.accountId && a.source.region === b.source.region;

/** Creates a list that is read from the store at each call. Beyond `maxStartedBackfills`, the oldest are removed. */
export function createStartedBackfills(store: StartedBackfillStore): StartedBackfills {
  const remove = (backfill: Pick<Backfill, 'id' | 'source'>): void =>
    store.change((stored) => stored.filter((each) => !isSame(each, backfill)));
  return {
    record(backfill) {
      if (isBackfillFinished(backfill.status)) return remove(backfill);
      const { id, selection, source, destination, startedAt } = backfill;
      const isStored = (stored: readonly StartedBackfill[]): boolean =>
        stored.some((each) => isSame(each, backfill));
      if (isStored(store.read())) return;
      const added = { id, selection, source, destination, startedAt };
      store.change((stored) =>
        isStored(stored) ? stored : [added, ...stored].slice(0, maxStartedBackfills),
      );
    },
    remove,
    list: () => store.read().filter(({ startedAt }) => startedAt > Date.now() - lifetime),
  };
}
