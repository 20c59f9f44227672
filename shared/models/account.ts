import { z } from 'zod';
import { boundedRecord, boundedText } from './bounds.ts';
import { accountIdSchema } from './registry.ts';

export const accountColors = ['none', 'blue', 'green', 'orange', 'red', 'purple', 'teal'] as const;

/**
 * The user's note about an account. An unknown key is refused, because it can be a misspelled `isProtected`: a new key needs a
 * new version of the settings.
 */
export const accountNoteSchema = z.strictObject({
  label: boundedText(60, 'A label has at most 60 characters.').trim().optional(),
  color: z.enum(accountColors).default('none'),
  /** Writing to the account needs a typed confirmation. */
  isProtected: z.boolean().default(false),
});
export type AccountNote = z.infer<typeof accountNoteSchema>;

/** By account and not by profile, because a profile of the same name may use another account. No organization has more accounts. */
export const accountNotesSchema = boundedRecord(accountIdSchema, accountNoteSchema, 20_000);
export type AccountNotes = z.infer<typeof accountNotesSchema>;

/** The protected accounts. While they are unknown because the settings cannot be read, every account is protected. */
export type AccountProtection =
  | { readonly kind: 'known'; readonly notes: AccountNotes }
  | { readonly kind: 'unknown' };

/**
 * @returns the text that the user has to type before anything is written to the account: the label of a protected account,
 *   its ID when it has no label or the protected accounts are unknown; undefined when it is not protected.
 */
export function requiredConfirmation(accountId: string, protection: AccountProtection): string | undefined {
  if (protection.kind === 'unknown') return accountId;
  const note = protection.notes[accountId];
  return note?.isProtected ? (note.label ?? accountId) : undefined;
}
