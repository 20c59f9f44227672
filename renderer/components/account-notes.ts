import { createContext, useContext } from 'react';
import type { AccountNote, AccountNotes, AccountProtection } from '../../shared/models/account.ts';
import { requiredConfirmation } from '../../shared/models/account.ts';

/** The user's labels, colors and protection of accounts. */
export const AccountNotesContext = createContext<AccountNotes>({});

/** Which accounts are protected: replicating to them requires typing their label or number. */
export const ProtectionContext = createContext<AccountProtection>({ kind: 'unknown' });

export const useAccountNote = (accountId: string | undefined): AccountNote | undefined => {
  const notes = useContext(AccountNotesContext);
  return accountId === undefined ? undefined : notes[accountId];
};

/** The text that the user must type before replicating to the account; undefined when none is required. */
export const useConfirmation = (accountId: string | undefined): string | undefined => {
  const protection = useContext(ProtectionContext);
  return accountId === undefined ? undefined : requiredConfirmation(accountId, protection);
};
