import type { ParsedReference } from './reference.ts';

/** A pasted or dropped text, read as the name of a registry, a repository or an image. */
export type ResolvedReference =
  | {
      readonly kind: 'resolved';
      readonly reference: ParsedReference;
      /** The usable profiles of this account, the last used and pinned ones first; may be empty. */
      readonly profiles: readonly string[];
    }
  /** `message` describes the accepted formats. */
  | { readonly kind: 'not-understood'; readonly message: string };
