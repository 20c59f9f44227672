import type { AccountProtection } from '../../../shared/models/account.ts';
import { assertAccountConfirmed } from '../account-protection/account-protection.ts';

/** The texts that the user typed to confirm protected accounts. */
export interface Confirmations {
  /** Of the destination; of both when they are one account. */
  readonly confirmation?: string | undefined;
  readonly sourceConfirmation?: string | undefined;
}

/**
 * Checks the confirmations of both accounts: replication changes the settings of the source registry as well.
 *
 * @throws EngineError `account-protected` with the side of the account that is not confirmed.
 */
export function assertBothConfirmed(
  accounts: { readonly source: string; readonly destination: string },
  protection: AccountProtection,
  { confirmation, sourceConfirmation }: Confirmations,
): void {
  assertAccountConfirmed(accounts.destination, protection, confirmation);
  if (accounts.source !== accounts.destination)
    assertAccountConfirmed(accounts.source, protection, sourceConfirmation, 'source');
}
