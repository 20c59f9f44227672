import { RE2JS, RE2JSSyntaxException } from 're2js';

/** A pattern that can be tried on texts, or what is wrong with it, in a sentence. */
export type CompiledPattern =
  | { readonly ok: true; readonly test: (text: string) => boolean }
  | { readonly ok: false; readonly message: string };

/**
 * Compiles a regular expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax), which finds a match in time
 * linear in the text. JavaScript's own engine backtracks: `(a+)+$` would block the window while a user types it.
 */
export function compileRegex(pattern: string): CompiledPattern {
  try {
    const compiled = RE2JS.compile(pattern);
    return { ok: true, test: (text) => compiled.matcher(text).find() };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const part = error.getPattern();
    const problem = part ? `${error.getDescription()} in “${part}”` : error.getDescription();
    return { ok: false, message: `Enter an expression in RE2 syntax: ${problem}.` };
  }
}
