import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import { notListed } from '../run/transfer-errors.ts';
import type { TransferRun } from '../run/transfer-run.ts';
import type { QueuedTransfer } from '../store/queued-transfer.ts';
import { listMovedTags, toInterruptedTransfer } from '../store/queued-transfer.ts';

/** A row of the list: a run of this process, or a transfer that the end of an earlier process interrupted. */
export interface ListedTransfer {
  readonly request: ReplicationRequest;
  /** Tags that the user has agreed to move. */
  readonly movedTags: readonly string[];
  /** Undefined for an interrupted transfer. */
  readonly run: TransferRun | undefined;
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
  remove(id: string): void;
  /** The runs of this process, the oldest first. */
  runs(): readonly TransferRun[];
  /** All transfers, the newest first. */
  snapshots(): readonly Transfer[];
}

export function createTransferList(): TransferList {
  let transfers = new Map<string, ListedTransfer>();
  return {
    get(id) {
      const transfer = transfers.get(id);
      if (transfer) return transfer;
      throw notListed();
    },
    add(run) {
      transfers.set(run.id, {
        request: run.plan.request,
        movedTags: listMovedTags(run.plan),
        run,
        snapshot: () => run.progress.snapshot(),
      });
    },
    addInterrupted(queued) {
      const interrupted = queued.map((transfer): [string, ListedTransfer] => [
        transfer.id,
        {
          request: transfer.request,
          movedTags: transfer.movedTags,
          run: undefined,
          snapshot: () => toInterruptedTransfer(transfer),
        },
      ]);
      transfers = new Map([...interrupted, ...transfers]);
    },
    remove: (id) => void transfers.delete(id),
    runs: () => [...transfers.values()].flatMap(({ run }) => run ?? []),
    snapshots: () => [...transfers.values()].map(({ snapshot }) => snapshot()).toReversed(),
  };
}
