import { createContext, useContext } from 'react';
import type { AccountNote, AccountNotes } from '../../shared/models/account.ts';

/** What the person has written down about accounts, for every place that names one. */
export const AccountNotesContext = createContext<AccountNotes>({});

export const useAccountNote = (accountId: string | undefined): AccountNote | undefined => {
  const notes = useContext(AccountNotesContext);
  return accountId === undefined ? undefined : notes[accountId];
};
