import type { Plan } from '../../../../shared/models/plan.ts';
import { planInOtherAccountError } from './batch-errors.ts';

const sides = ['source', 'destination'] as const;

/** The account of a profile in the first plan that uses it. */
function findAccount(plans: readonly Plan[], profile: string): string | undefined {
  for (const plan of plans)
    for (const side of sides) if (plan[side].profile === profile) return plan[side].accountId;
  return undefined;
}

/**
 * The keys of a profile can change while a batch is planned: then its plans would be for several accounts.
 *
 * @throws EngineError `wrong-account` when a profile of the plan has another account in the plans before it.
 */
export function assertSameAccounts(plan: Plan, earlier: readonly Plan[]): void {
  for (const side of sides) {
    const { profile, accountId: now } = plan[side];
    const before = findAccount(earlier, profile);
    if (before !== undefined && before !== now) throw planInOtherAccountError(profile, { now, before }, side);
  }
}
