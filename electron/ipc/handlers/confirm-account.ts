import type { AccountProtection } from '../../../shared/models/account.ts';
import { confirmationOf } from '../../../shared/models/account.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import type { Transfers } from '../../engine/transfers/transfers.ts';

interface ConfirmPorts {
  readonly plans: Pick<Plans, 'get'>;
  readonly transfers: Pick<Transfers, 'start' | 'retry' | 'retryFailed' | 'list'>;
  readonly protection: () => AccountProtection;
}

/**
 * Starts transfers: into a protected account only when its name was typed, and into any account only when its number
 * was typed while the protected ones are unknown. All throw EngineError `account-protected`.
 */
export interface ConfirmedTransfers {
  start(planId: string, confirmation: string | undefined): Transfer;
  /** Starts all of them, or none where one of their accounts is not confirmed. */
  startAll(planIds: readonly string[], confirmation: string | undefined): readonly Transfer[];
  /** One that was confirmed since the app has started needs no second confirmation. */
  retry(transferId: string, confirmation: string | undefined): Promise<Transfer>;
  /** The same, of those images alone that did not get there. */
  retryFailed(transferId: string, confirmation: string | undefined): Promise<Transfer>;
}

interface Unconfirmed {
  readonly accountId: string;
  readonly expected: string;
  readonly typed: string | undefined;
  readonly isKnown: boolean;
}

const notConfirmed = ({ accountId, expected, typed, isKnown }: Unconfirmed): EngineError => {
  const account = expected === accountId ? accountId : `${accountId} (${expected})`;
  const why = isKnown
    ? `Account ${account} is protected.`
    : 'The protected accounts are not known, because the settings cannot be read.';
  const wrong = typed ? ' The text entered is another name.' : '';
  return new EngineError({
    code: 'account-protected',
    message: `${why}${wrong} Type ${expected} to write into ${isKnown ? 'it' : 'that account'}. Nothing was started.`,
    side: 'destination',
    retryable: false,
    action: 'confirm-account',
  });
};

export function confirmAccounts({ plans, transfers, protection }: ConfirmPorts): ConfirmedTransfers {
  const confirmedTransfers = new Set<string>();

  /** @returns whether the account had to be confirmed. */
  const assertConfirmed = (accountId: string, typed: string | undefined): boolean => {
    const current = protection();
    const expected = confirmationOf(accountId, current);
    if (expected === undefined) return false;
    if (typed !== expected)
      throw notConfirmed({ accountId, expected, typed, isKnown: current.kind === 'known' });
    return true;
  };

  const again = async (
    transferId: string,
    confirmation: string | undefined,
    begin: (transferId: string) => Promise<Transfer>,
  ): Promise<Transfer> => {
    const listed = transfers.list().find(({ id }) => id === transferId);
    const isConfirmed =
      confirmedTransfers.has(transferId) ||
      (listed !== undefined && assertConfirmed(listed.destination.registryId, confirmation));
    const transfer = await begin(transferId);
    if (isConfirmed) confirmedTransfers.add(transfer.id);
    return transfer;
  };

  const assertPlanConfirmed = (planId: string, confirmation: string | undefined): boolean =>
    assertConfirmed(plans.get(planId).plan.destination.registryId, confirmation);

  const start = (planId: string, confirmation: string | undefined): Transfer => {
    const isConfirmed = assertPlanConfirmed(planId, confirmation);
    const transfer = transfers.start(planId);
    if (isConfirmed) confirmedTransfers.add(transfer.id);
    return transfer;
  };

  return {
    start,
    startAll(planIds, confirmation) {
      for (const planId of planIds) assertPlanConfirmed(planId, confirmation);
      return planIds.map((planId) => start(planId, confirmation));
    },
    retry: (transferId, confirmation) => again(transferId, confirmation, (id) => transfers.retry(id)),
    retryFailed: (transferId, confirmation) =>
      again(transferId, confirmation, (id) => transfers.retryFailed(id)),
  };
}
