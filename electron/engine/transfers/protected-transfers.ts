import type { AccountProtection } from '../../../shared/models/account.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import type { Plans } from '../plan/plan-store.ts';
import { assertAccountConfirmed } from './account-protection.ts';
import type { Transfers } from './transfers.ts';

interface ProtectionPorts {
  readonly plans: Pick<Plans, 'get'>;
  readonly transfers: Pick<Transfers, 'start' | 'retry' | 'retryFailed' | 'list'>;
  readonly protection: () => AccountProtection;
}

/**
 * Starts transfers, into a protected account only with its confirmation: the account's label, or its number when it has no
 * label or when the protected accounts are not known. All methods throw EngineError `account-protected`.
 */
export interface ProtectedTransfers {
  start(planId: string, confirmation: string | undefined): Transfer;
  /** Starts all of them, or none when one of their accounts is not confirmed. */
  startAll(planIds: readonly string[], confirmation: string | undefined): readonly Transfer[];
  /** A transfer that was confirmed since the app started needs no second confirmation. */
  retry(transferId: string, confirmation: string | undefined): Promise<Transfer>;
  /** Retries the failed images only. A transfer that was confirmed since the app started needs no second confirmation. */
  retryFailed(transferId: string, confirmation: string | undefined): Promise<Transfer>;
}

export function protectTransfers({ plans, transfers, protection }: ProtectionPorts): ProtectedTransfers {
  const confirmedIds = new Set<string>();

  const assertPlanConfirmed = (planId: string, confirmation: string | undefined): boolean =>
    assertAccountConfirmed(plans.get(planId).plan.destination.registryId, protection(), confirmation);

  const start = (planId: string, confirmation: string | undefined): Transfer => {
    const isConfirmed = assertPlanConfirmed(planId, confirmation);
    const transfer = transfers.start(planId);
    if (isConfirmed) confirmedIds.add(transfer.id);
    return transfer;
  };

  const retryWith = async (
    transferId: string,
    confirmation: string | undefined,
    retry: (transferId: string) => Promise<Transfer>,
  ): Promise<Transfer> => {
    const listed = transfers.list().find(({ id }) => id === transferId);
    const isConfirmed =
      confirmedIds.has(transferId) ||
      (listed !== undefined &&
        assertAccountConfirmed(listed.destination.registryId, protection(), confirmation));
    const transfer = await retry(transferId);
    if (isConfirmed) confirmedIds.add(transfer.id);
    return transfer;
  };

  return {
    start,
    startAll(planIds, confirmation) {
      for (const planId of planIds) assertPlanConfirmed(planId, confirmation);
      return planIds.map((planId) => start(planId, confirmation));
    },
    retry: (transferId, confirmation) => retryWith(transferId, confirmation, (id) => transfers.retry(id)),
    retryFailed: (transferId, confirmation) =>
      retryWith(transferId, confirmation, (id) => transfers.retryFailed(id)),
  };
}
