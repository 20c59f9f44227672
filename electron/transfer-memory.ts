import { join } from 'node:path';
import { z } from 'zod';
import type { BrokenFile } from '../shared/models/file-problem.ts';
import type { TransferMemory, UnfinishedTransfer } from './engine/transfers/unfinished-transfers.ts';
import { arranged, unfinishedTransferSchema } from './engine/transfers/unfinished-transfers.ts';
import type { FileState } from './json-file.ts';
import { openJsonFile } from './json-file.ts';
import type { Log } from './log.ts';

/** The oldest ones make room. */
const mostKept = 2_000;

const fileSchema = z.object({ version: z.literal(1), unfinished: z.array(unfinishedTransferSchema) });
type Content = z.infer<typeof fileSchema>;
type Change = (held: readonly UnfinishedTransfer[]) => readonly UnfinishedTransfer[];

/** A memory on disk. */
export interface TransferMemoryFile extends TransferMemory {
  readonly brokenFile: BrokenFile | undefined;
  /** Resolves when all that was to be kept until now is on disk, or could not be written. */
  readonly written: () => Promise<void>;
}

function brokenFileOf(path: string, state: FileState): BrokenFile | undefined {
  if (state.kind === 'unreadable') return { path, reason: state.reason };
  if (state.kind === 'quarantined') return { path, aside: state.brokenFile, reason: state.reason };
  return undefined;
}

const withTransfer =
  (transfer: UnfinishedTransfer): Change =>
  (held) =>
    held.some(({ id }) => id === transfer.id)
      ? held.map((each) => (each.id === transfer.id ? transfer : each))
      : [...held, transfer];

/**
 * The transfers that have not ended, in `transfers.json`. A file that cannot be written ends no transfer. Changes that
 * come while the file is being written are written together.
 */
export async function openTransferMemory(userData: string, log: Log): Promise<TransferMemoryFile> {
  const path = join(userData, 'transfers.json');
  const defaults: Content = { version: 1, unfinished: [] };
  const file = await openJsonFile({
    path,
    schema: fileSchema,
    defaults,
    whenBroken: 'quarantine',
    maxBytes: 64_000_000,
    log,
  });
  let pending: Change[] = [];
  let last: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const changes = pending;
    pending = [];
    if (changes.length === 0) return;
    try {
      await file.change(({ unfinished }) => ({
        version: 1,
        unfinished: changes
          .reduce((held, change) => change(held), unfinished as readonly UnfinishedTransfer[])
          .slice(-mostKept),
      }));
    } catch (error) {
      log.warn(`${path} cannot be written.`, error);
    }
  };
  const change = (update: Change): void => {
    pending.push(update);
    if (pending.length === 1) last = last.then(write);
  };

  return {
    unfinished: file.read().unfinished,
    brokenFile: brokenFileOf(path, file.state()),
    keep: (transfer) => change(withTransfer(transfer)),
    arrange: (ids) => change((held) => arranged(held, ids)),
    forget: (id) => change((held) => held.filter((each) => each.id !== id)),
    written: () => last,
  };
}
