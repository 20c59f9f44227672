import { setImmediate } from 'node:timers/promises';
import type { RecordCount } from '../../../shared/models/storage.ts';
import type { RecordChange } from '../transfers/store/transfer-store.ts';

/** Changes that are stored together or not at all. */
type ChangeSet = readonly RecordChange[];

/** Sets written in one transaction: few enough that the window never waits for it. */
const batchSize = 100;

/** Milliseconds before each further attempt; the last one repeats. */
export const defaultPauses: readonly number[] = [500, 1_000, 2_000, 5_000, 15_000, 60_000];

interface WriterPorts {
  /** Stores all of these changes or none. @throws when they cannot be stored. */
  readonly store: (changes: readonly RecordChange[]) => void;
  /** These changes were stored. */
  readonly stored: (changes: readonly RecordChange[]) => void;
  /** An attempt failed; the changes wait for the next one. */
  readonly failed: (error: unknown) => void;
  readonly pauses: readonly number[];
}

/** Writes changes in their order, and keeps those that cannot be written until they can. */
export interface ChangeWriter {
  add(changes: ChangeSet): void;
  /** Those that are not stored yet, the first first. */
  pending(): readonly RecordChange[];
  /** Resolves when all changes until now are stored, or an attempt to store them has failed. */
  settled(): Promise<void>;
  /** Tries at once, without the rest of the pause. */
  retry(): Promise<void>;
  /** Tries a last time and stops. */
  close(): Promise<void>;
}

export const countChanges = (changes: readonly RecordChange[]): RecordCount => {
  const history = changes.filter(({ kind }) => kind === 'finished').length;
  return { queue: changes.length - history, history };
};

export function createChangeWriter({ store, stored, failed, pauses }: WriterPorts): ChangeWriter {
  let waiting: ChangeSet[] = [];
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let attempts = 0;

  const writeAll = async (): Promise<void> => {
    // Changes that come in the same turn, such as all of a batch, are written together.
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
      // A change may have come after the last look.
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
