import { createContext, useContext } from 'react';
import type { AccountNote, AccountNotes, AccountProtection } from '../../shared/models/account.ts';
import { requiredConfirmation } from '../../shared/models/account.ts';

/** What the person has written down about accounts, for every place that names one. */
export const AccountNotesContext = createContext<AccountNotes>({});

/** Which accounts ask for their name before anything is written to them. */
export const ProtectionContext = createContext<AccountProtection>({ kind: 'unknown' });

export const useAccountNote = (accountId: string | undefined): AccountNote | undefined => {
  const notes = useContext(AccountNotesContext);
  return accountId === undefined ? undefined : notes[accountId];
};

/** What has to be typed before anything is written to the account; undefined when nothing has to be. */
export const useConfirmation = (accountId: string | undefined): string | undefined => {
  const protection = useContext(ProtectionContext);
  return accountId === undefined ? undefined : requiredConfirmation(accountId, protection);
};
