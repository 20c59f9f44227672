import type { ParsedReference } from './reference.ts';

/** What a pasted or dropped text names, and as whom it can be reached. */
export type ResolvedReference =
  | {
      readonly kind: 'resolved';
      readonly reference: ParsedReference;
      /** Profiles whose files name this account and that are usable, the one used last or pinned first; may be empty. */
      readonly profiles: readonly string[];
    }
  /** `message` says what would be understood. */
  | { readonly kind: 'not-understood'; readonly message: string };
