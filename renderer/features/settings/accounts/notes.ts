import type { AccountNote, AccountNotes } from '../../../../shared/models/account.ts';

export const emptyNote: AccountNote = { color: 'none', isProtected: false };

/** The note as it is kept: no label rather than an empty one. */
export function tidyNote({ label, ...rest }: AccountNote): AccountNote {
  const text = label?.trim();
  return text ? { ...rest, label: text } : rest;
}

const saysNothing = ({ label, color, isProtected }: AccountNote): boolean =>
  !label && color === 'none' && !isProtected;

/** The notes with one of them changed; one that says nothing is left out. */
export function withNote(notes: AccountNotes, accountId: string, note: AccountNote): AccountNotes {
  const { [accountId]: _, ...others } = notes;
  return saysNothing(note) ? others : { ...others, [accountId]: note };
}
