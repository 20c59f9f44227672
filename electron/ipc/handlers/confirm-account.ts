import type { AccountNotes } from '../../../shared/models/account.ts';
import { confirmationOf } from '../../../shared/models/account.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { Plans } from '../../engine/plans/plans.ts';
import type { Transfers } from '../../engine/transfers/transfers.ts';

interface ConfirmPorts {
  readonly plans: Pick<Plans, 'get'>;
  readonly transfers: Pick<Transfers, 'start' | 'retry' | 'retryFailed' | 'list'>;
  readonly accountNotes: () => AccountNotes;
}

/** Begins transfers: into a protected account only when its name was typed. Both throw EngineError `account-protected`. */
export interface ConfirmedTransfers {
  start(planId: string, confirmation: string | undefined): Transfer;
  /** One that was confirmed since the app has started needs no second confirmation. */
  retry(transferId: string, confirmation: string | undefined): Promise<Transfer>;
  /** The same, of those images alone that did not get there. */
  retryFailed(transferId: string, confirmation: string | undefined): Promise<Transfer>;
}

const notConfirmed = (accountId: string, expected: string, typed: string | undefined): EngineError => {
  const account = expected === accountId ? accountId : `${accountId} (${expected})`;
  const wrong = typed ? ' What was typed is another name.' : '';
  return new EngineError({
    code: 'account-protected',
    message: `Account ${account} is protected.${wrong} Type ${expected} to write into it. Nothing was started.`,
    side: 'destination',
    retryable: false,
    action: 'confirm-account',
  });
};

export function confirmAccounts({ plans, transfers, accountNotes }: ConfirmPorts): ConfirmedTransfers {
  const confirmedTransfers = new Set<string>();

  /** @returns whether the account is protected. */
  const assertConfirmed = (accountId: string, typed: string | undefined): boolean => {
    const expected = confirmationOf(accountId, accountNotes()[accountId]);
    if (expected === undefined) return false;
    if (typed !== expected) throw notConfirmed(accountId, expected, typed);
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

  return {
    start(planId, confirmation) {
      const { registryId } = plans.get(planId).plan.destination;
      const isConfirmed = assertConfirmed(registryId, confirmation);
      const transfer = transfers.start(planId);
      if (isConfirmed) confirmedTransfers.add(transfer.id);
      return transfer;
    },
    retry: (transferId, confirmation) => again(transferId, confirmation, (id) => transfers.retry(id)),
    retryFailed: (transferId, confirmation) =>
      again(transferId, confirmation, (id) => transfers.retryFailed(id)),
  };
}
