/** The tokens of sessions in their files; a token whose file cannot be written remains in memory. */
export interface SavedTokens<Token> {
  /** The token with the latest expiry; undefined if there is none. */
  read(session: string): Promise<Token | undefined>;
  /** Never rejects: a token that is not saved remains valid for this process. */
  save(session: string, token: Token): Promise<void>;
}

interface SavedTokensPorts<Token> {
  readonly readFile: (session: string) => Promise<Token | undefined>;
  readonly writeFile: (session: string, token: Token) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly getExpiry: (token: Token) => number;
  /** Called after each `save`; `error` is the reason if the file was not written. */
  readonly onSave: (session: string, error?: unknown) => void;
}

export function createSavedTokens<Token>(ports: SavedTokensPorts<Token>): SavedTokens<Token> {
  const { readFile, writeFile, getExpiry, onSave } = ports;
  const unsavedTokens = new Map<string, Token>();

  return {
    async read(session) {
      const saved = await readFile(session);
      const unsaved = unsavedTokens.get(session);
      return unsaved && (!saved || getExpiry(saved) < getExpiry(unsaved)) ? unsaved : saved;
    },
    async save(session, token) {
      try {
        await writeFile(session, token);
      } catch (error) {
        unsavedTokens.set(session, token);
        onSave(session, error);
        return;
      }
      unsavedTokens.delete(session);
      onSave(session);
    },
  };
}
