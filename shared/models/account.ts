import { z } from 'zod';
import { boundedRecord, boundedText } from './bounds.ts';
import { accountIdSchema } from './registry.ts';

export const accountColors = ['none', 'blue', 'green', 'orange', 'red', 'purple', 'teal'] as const;

/** What a person has written down about an account; by account, so that a profile of the same name inherits nothing. */
export const accountNoteSchema = z.object({
  label: boundedText(60, 'A label has at most 60 characters.').trim().optional(),
  color: z.enum(accountColors).default('none'),
  /** Writing to it asks for its name to be typed. */
  isProtected: z.boolean().default(false),
});
export type AccountNote = z.infer<typeof accountNoteSchema>;

/** More accounts than the largest organizations of AWS have. */
export const accountNotesSchema = boundedRecord(accountIdSchema, accountNoteSchema, 20_000);
export type AccountNotes = z.infer<typeof accountNotesSchema>;

/** Which accounts are protected. Unknown while the settings cannot be read: every account is then treated as protected. */
export type AccountProtection =
  { readonly kind: 'known'; readonly notes: AccountNotes } | { readonly kind: 'unknown' };

/**
 * What has to be typed before anything is written to the account: the label of a protected one, or its number where it
 * has none. The number of any account while the protected ones are unknown.
 */
export function requiredConfirmation(accountId: string, protection: AccountProtection): string | undefined {
  if (protection.kind === 'unknown') return accountId;
  const note = protection.notes[accountId];
  return note?.isProtected ? (note.label ?? accountId) : undefined;
}
