import type { CompiledPattern } from './pattern.ts';
import { compileProgram } from './regex-program.ts';
import { parseRegex, PatternProblem } from './regex-syntax.ts';

/**
 * A regular expression that is safe to try while a person types it: JavaScript's own backtracks, and `(a+)+$` can hold
 * it up for years. Understood are characters, `.`, `[…]`, `\d \w \s`, groups, `|`, `* + ? {n,m}`, `^` and `$`.
 */
export function compileRegex(pattern: string): CompiledPattern {
  try {
    return { ok: true, test: compileProgram(parseRegex(pattern)) };
  } catch (error) {
    if (error instanceof PatternProblem) return { ok: false, message: error.message };
    throw error;
  }
}
