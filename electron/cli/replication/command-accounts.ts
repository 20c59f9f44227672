import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import { accountChangedError } from '../../engine/transfers/run/transfer-errors.ts';

/**
 * The accounts that a command began in. The user confirmed them, and a profile can get keys of another account while the
 * command runs.
 */
export interface CommandAccounts {
  /** @returns the identity. @throws EngineError `wrong-account` when an earlier one of this side is in another account. */
  assertSame(side: Side, identity: RegistryIdentity): RegistryIdentity;
  /** Plans whose registries are in the accounts of the earlier ones. */
  limitPlans(plans: Plans): Plans;
}

/** Creates the accounts, which the first identity or plan of each side sets. */
export function createCommandAccounts(): CommandAccounts {
  const first: Partial<Record<Side, RegistryIdentity>> = {};
  const assertSame: CommandAccounts['assertSame'] = (side, identity) => {
    const before = (first[side] ??= identity);
    if (before.accountId !== identity.accountId)
      throw accountChangedError(
        identity.profile,
        { now: identity.accountId, before: before.accountId },
        side,
      );
    return identity;
  };
  return {
    assertSame,
    limitPlans: (plans) => ({
      ...plans,
      async create(request, reads) {
        const prepared = await plans.create(request, reads);
        assertSame('source', prepared.plan.source);
        assertSame('destination', prepared.plan.destination);
        return prepared;
      },
    }),
  };
}
