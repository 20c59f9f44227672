/** A pattern that can be tried on texts, or what is wrong with it, in a sentence. */
export type CompiledPattern =
  | { readonly ok: true; readonly test: (text: string) => boolean }
  | { readonly ok: false; readonly message: string };
