import type { Plan } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import type { Side } from '../../../../shared/result.ts';
import { EngineError } from '../../errors/engine-error.ts';

const sides: readonly Side[] = ['source', 'destination'];

/**
 * A transfer that is taken up again stays in its accounts, whatever its profiles have become.
 *
 * @throws EngineError `wrong-account`
 */
export function assertSameAccounts(plan: Pick<Plan, Side>, transfer: Pick<Transfer, Side>): void {
  for (const side of sides) {
    const { profile, accountId } = plan[side];
    const before = transfer[side].accountId;
    if (accountId === before) continue;
    throw new EngineError({
      code: 'wrong-account',
      message: `Profile ${profile} acts in account ${accountId} now; this transfer was for account ${before}. Start the replication anew if that is meant.`,
      side,
      retryable: false,
      action: 'plan-again',
    });
  }
}
