import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import { notListedError } from '../run/transfer-errors.ts';
import type { TransferRun } from '../run/transfer-run.ts';
import type { QueuedTransfer } from '../store/queued-transfer.ts';
import { listMovedTags, toInterruptedTransfer } from '../store/queued-transfer.ts';

/** A row of the list: a run of this process, or a transfer that the end of an earlier process interrupted. */
export interface ListedTransfer {
  readonly request: ReplicationRequest;
  /** Tags that the user has agreed to move, and from which digest; undefined where an earlier version did not store it. */
  readonly movedTags: ReadonlyMap<string, string | undefined>;
  /** Undefined for an interrupted transfer. */
  readonly run: TransferRun | undefined;
  /** What an earlier process stored of an interrupted transfer; undefined for a run. */
  readonly stored: QueuedTransfer | undefined;
  readonly snapshot: () => Transfer;
}

/** The transfers that are listed, by id. */
export interface TransferList {
  /** @throws EngineError `invalid-input` when the transfer is not listed. */
  get(id: string): ListedTransfer;
  /** Adds a run after all others. */
  add(run: TransferRun): void;
  /** Adds transfers of an earlier process before all others. */
  addInterrupted(transfers: readonly QueuedTransfer[]): void;
  /** Removes a transfer, which can be restored. */
  remove(id: string): void;
  /** Removes a transfer for good. */
  forget(id: string): void;
  /** Lists removed transfers at their places again. @returns those that are still known. */
  restore(ids: readonly string[]): readonly ListedTransfer[];
  /** The interrupted transfers, in their order. */
  interruptedIds(): readonly string[];
  /** The runs of this process, the oldest first. */
  runs(): readonly TransferRun[];
  /** All transfers, the newest first. */
  snapshots(): readonly Transfer[];
}

/** Removed transfers that can be restored: those that were removed last. */
const maxRemoved = 10_000;

export function createTransferList(): TransferList {
  let transfers = new Map<string, ListedTransfer>();
  /** Removed ones stay in the list, so that they have their places when they are restored. */
  const removed = new Set<string>();
  const listed = (): readonly ListedTransfer[] =>
    [...transfers].flatMap(([id, transfer]) => (removed.has(id) ? [] : transfer));

  return {
    get(id) {
      const transfer = removed.has(id) ? undefined : transfers.get(id);
      if (transfer) return transfer;
      throw notListedError();
    },
    add(run) {
      transfers.set(run.id, {
        request: run.plan.request,
        movedTags: listMovedTags(run.plan),
        run,
        stored: undefined,
        snapshot: () => run.progress.snapshot(),
      });
    },
    addInterrupted(queued) {
      const interrupted = queued.map((transfer): [string, ListedTransfer] => [
        transfer.id,
        {
          request: transfer.request,
          movedTags: new Map(transfer.movedTags.map((tag) => [tag, transfer.movedFrom?.[tag]])),
          run: undefined,
          stored: transfer,
          snapshot: () => toInterruptedTransfer(transfer),
        },
      ]);
      transfers = new Map([...interrupted, ...transfers]);
    },
    remove(id) {
      if (!transfers.has(id)) return;
      removed.add(id);
      const [oldest] = removed;
      if (oldest === undefined || removed.size <= maxRemoved) return;
      removed.delete(oldest);
      transfers.delete(oldest);
    },
    forget: (id) => void transfers.delete(id),
    restore: (ids) =>
      ids.flatMap((id) => {
        const transfer = transfers.get(id);
        return transfer && removed.delete(id) ? transfer : [];
      }),
    interruptedIds: () => listed().flatMap(({ stored }) => stored?.id ?? []),
    runs: () => listed().flatMap(({ run }) => run ?? []),
    snapshots: () =>
      listed()
        .map(({ snapshot }) => snapshot())
        .toReversed(),
  };
}
