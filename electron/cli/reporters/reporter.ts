import type { Plan } from '../../../shared/models/plan.ts';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import type { Outcome } from '../replication/result.ts';

/** Reports the progress of a replication. */
export interface Reporter {
  /** A plan begins, and nothing has been written for it yet: says who acts on both sides. */
  begin(plan: Plan): void;
  changed(plan: Plan, transfer: Transfer, update: TransferUpdate): void;
  /** Everything has ended, one way or the other. */
  end(outcome: Outcome, seconds: number): void;
}
