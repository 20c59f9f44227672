import type { AccountNote, AccountNotes } from '../../../../shared/models/account.ts';

export const emptyNote: AccountNote = { color: 'none', isProtected: false };

/** The note with a trimmed label, and without an empty one. */
export function normalizeNote({ label, ...rest }: AccountNote): AccountNote {
  const text = label?.trim();
  return text ? { ...rest, label: text } : rest;
}

const isEmpty = ({ label, color, isProtected }: AccountNote): boolean =>
  !label && color === 'none' && !isProtected;

/** The notes with one changed; an empty note is removed. */
export function withNote(notes: AccountNotes, accountId: string, note: AccountNote): AccountNotes {
  const { [accountId]: _, ...others } = notes;
  return isEmpty(note) ? others : { ...others, [accountId]: note };
}
