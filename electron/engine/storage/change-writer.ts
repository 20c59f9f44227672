import { setImmediate } from 'node:timers/promises';
import type { RecordCount } from '../../../shared/models/storage.ts';
import type { RecordChange } from '../transfers/store/transfer-store.ts';

/** Changes that are stored together or not at all. */
type ChangeSet = readonly RecordChange[];

/** Change sets written in one transaction: few enough that the window stays responsive. */
const batchSize = 100;

/** Milliseconds before each further attempt; the last one repeats. */
export const defaultPauses: readonly number[] = [500, 1_000, 2_000, 5_000, 15_000, 60_000];

interface WriterPorts {
  /** Stores all of these changes or none. @throws when that fails. */
  readonly store: (changes: readonly RecordChange[]) => void;
  /** Called after these changes were stored. */
  readonly stored: (changes: readonly RecordChange[]) => void;
  /** Called after a failed attempt; the changes wait for the next one. */
  readonly failed: (error: unknown) => void;
  /** Milliseconds before each further attempt; the last one repeats. */
  readonly pauses: readonly number[];
}

/** Writes changes in their order. Changes that cannot be written are tried again until they can. */
export interface ChangeWriter {
  add(changes: ChangeSet): void;
  /** The changes that are not stored yet, the oldest first. */
  pending(): readonly RecordChange[];
  /** Resolves when all changes until now are stored, or an attempt to store them failed. */
  settled(): Promise<void>;
  /** Tries at once instead of after the pause. */
  retry(): Promise<void>;
  /** Tries a last time, then stops. */
  close(): Promise<void>;
}

/** Counts a finished transfer as an entry of the history, and every other change as one of the queue. */
export const countChanges = (changes: readonly RecordChange[]): RecordCount => {
  const history = changes.filter(({ kind }) => kind === 'finished').length;
  return { queue: changes.length - history, history };
};

/** Creates a writer. The changes of one `add` are never divided between two transactions. */
export function createChangeWriter({ store, stored, failed, pauses }: WriterPorts): ChangeWriter {
  let waiting: ChangeSet[] = [];
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let attempts = 0;

  const writeAll = async (): Promise<void> => {
    // Changes of the same turn of the event loop, such as those of a batch, are written together.
    await setImmediate();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      const changes = batch.flat();
      try {
        store(changes);
      } catch (error) {
        const pause = pauses[Math.min(attempts, pauses.length - 1)] ?? 0;
        attempts += 1;
        timer = setTimeout(() => void start(), pause).unref();
        return failed(error);
      }
      attempts = 0;
      waiting = waiting.slice(batch.length);
      stored(changes);
      await setImmediate();
    }
  };
  const start = (): Promise<void> => {
    if (running) return running;
    clearTimeout(timer);
    timer = undefined;
    running = writeAll().finally(() => {
      running = undefined;
      // A change may have been added after the last check.
      if (waiting.length > 0 && !timer) void start();
    });
    return running;
  };
  const settled = async (): Promise<void> => {
    if (running) await running;
  };

  return {
    add(changes) {
      waiting.push(changes);
      void start();
    },
    pending: () => waiting.flat(),
    settled,
    async retry() {
      await settled();
      await start();
    },
    async close() {
      await settled();
      await start();
      clearTimeout(timer);
    },
  };
}
