import type { AccountProtection } from '../../../shared/models/account.ts';
import { requiredConfirmation } from '../../../shared/models/account.ts';
import type { Side } from '../../../shared/models/result.ts';
import { EngineError } from '../errors/engine-error.ts';

/**
 * @param unknownBecause why the protected accounts are not known, as the end of the sentence "… are not known, because …".
 * @returns one sentence that says why writing to the account needs a confirmation; undefined when it needs none.
 */
export function describeProtection(
  accountId: string,
  protection: AccountProtection,
  unknownBecause = 'the settings cannot be read.',
): string | undefined {
  if (requiredConfirmation(accountId, protection) === undefined) return undefined;
  if (protection.kind === 'unknown') return `The protected accounts are not known, because ${unknownBecause}`;
  const label = protection.notes[accountId]?.label;
  return `Account ${label === undefined ? accountId : `${accountId} (${label})`} is protected.`;
}

/**
 * Checks the confirmation that the user typed before anything is written to an account.
 * @returns whether the account needed a confirmation.
 * @throws EngineError `account-protected` when it needs one and the typed text is another one.
 */
export function assertAccountConfirmed(
  accountId: string,
  protection: AccountProtection,
  typed: string | undefined,
  side: Side = 'destination',
): boolean {
  const expected = requiredConfirmation(accountId, protection);
  if (expected === undefined) return false;
  if (typed === expected) return true;
  const account = protection.kind === 'known' ? 'it' : `account ${accountId}`;
  const mismatch = typed ? ' The entered text does not match.' : '';
  throw new EngineError({
    code: 'account-protected',
    message: `${describeProtection(accountId, protection)}${mismatch} Enter ${expected} to write to ${account}. Nothing was started.`,
    side,
    retryable: false,
    action: 'confirm-account',
  });
}

/**
 * The confirmations of this process: writing to a protected account takes the account's label, or its ID when it has no
 * label or when the protected accounts are not known.
 */
export interface Confirmations {
  /**
   * @param transferId a transfer that needs no second confirmation when it was confirmed before.
   * @returns whether the account needed a confirmation.
   * @throws EngineError `account-protected`
   */
  assert(accountId: string, typed: string | undefined, transferId?: string): boolean;
  add(transferId: string): void;
}

/** Creates an empty list. @param protection read at each check, so that changed settings apply at once. */
export function createConfirmations(protection: () => AccountProtection): Confirmations {
  const confirmed = new Set<string>();
  return {
    assert: (accountId, typed, transferId) =>
      (transferId !== undefined && confirmed.has(transferId)) ||
      assertAccountConfirmed(accountId, protection(), typed),
    add: (transferId) => void confirmed.add(transferId),
  };
}

/**
 * Checks that the source's account may be changed: restoring an archived image changes it. There is no confirmation for a
 * source, because its images can be restored in ECR.
 * @throws EngineError `account-protected`.
 */
export function assertSourceUnprotected(accountId: string, protection: AccountProtection): void {
  const reason = describeProtection(accountId, protection);
  if (reason === undefined) return;
  throw new EngineError({
    code: 'account-protected',
    message: `${reason} Images of source account ${accountId} are not restored from here. Restore them in ECR, then check again.`,
    side: 'source',
    retryable: false,
    action: 'plan-again',
  });
}
