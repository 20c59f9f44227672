import { sessionKey } from '../profiles/cached-tokens.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { ReportTokenSave } from '../sign-in/token-save.ts';
import { describeUnsavedToken } from '../sign-in/token-save.ts';

interface UnsavedTokensOptions {
  readonly environment: Environment;
  readonly changed: () => void;
  readonly warn: (warning: string) => void;
}

/** Renewed tokens that could not be written to their file. */
export interface UnsavedTokens {
  /** Sentences by `sessionKey`. */
  readonly warnings: ReadonlyMap<string, string>;
  readonly reportTokenSave: ReportTokenSave;
  clear(): void;
}

/** Warns about each renewed token that cannot be saved, once for each reason. */
export function createUnsavedTokens({ environment, changed, warn }: UnsavedTokensOptions): UnsavedTokens {
  const warnings = new Map<string, string>();
  return {
    warnings,
    reportTokenSave(session, error) {
      const key = sessionKey(session);
      if (error === undefined) {
        if (warnings.delete(key)) changed();
        return;
      }
      const warning = describeUnsavedToken(session, environment, error);
      if (warnings.get(key) === warning) return;
      warnings.set(key, warning);
      warn(warning);
      changed();
    },
    clear: () => warnings.clear(),
  };
}
